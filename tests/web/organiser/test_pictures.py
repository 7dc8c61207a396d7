"""Pictures on the page of an event: uploaded, described, shown; what is none is refused."""

from io import BytesIO

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.text import Language
from eventsys.events.pictures.queries import list_pictures
from eventsys.events.pictures.rules import LARGEST_FILE, MOST_PICTURES
from eventsys.events.queries import find_event
from eventsys.people.rules import RoleName
from tests.factories import make_event
from tests.pages import Page
from tests.pictures import GIF, HTML, SVG, bomb, moving, picture_file, with_a_place

LIST = "/organiser/events/fest-1/images"
PAGE = "/da/events/fest-1"
SAYS = {"text_da-text": "Børn leger i parken."}


@pytest.fixture
def pictures(app):
    """An event, and a look at its pictures: `pictures()`."""
    with app.app_context(), transaction() as session:
        make_event(session, at=clock.now())

    def look():
        with app.app_context(), transaction() as session:
            return list_pictures(session, find_event(session, "fest-1").id)

    return look


@pytest.fixture
def upload(organiser_client):
    """Send a file as a picture: `upload(content, "name.jpg", **fields)`."""

    def send(*contents, name="foto.jpg", **fields):
        sheet = organiser_client.page(LIST).form("upload")
        return post(organiser_client, sheet.filled(SAYS | fields), *contents, name=name)

    return send


def post(client, values, *contents, name="foto.jpg"):
    """Send files beside a form's fields; the body is whole before it is sent."""
    data = MultiDict(values)
    for content in contents:
        data.add("picture", FileStorage(BytesIO(content), name))
    boundary, body = encode_multipart(data)
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post(LIST, data=body, content_type=kind)


def problems_on(answer):
    page = Page(answer.text)
    return [" ".join("".join(link.itertext()).split()) for link in page.by_id("problems").iter("a")]


def test_a_picture_is_uploaded_described_and_shown_to_everybody(upload, pictures, client):
    answer = upload(with_a_place(), **{"text_tr-text": "Çocuklar", "text_tr-origin": "human"})
    assert answer.location == LIST
    [view] = pictures()
    assert view.texts == {Language.DANISH: SAYS["text_da-text"], Language.TURKISH: "Çocuklar"}
    [shown] = client.page(PAGE).all("img")
    assert (shown.get("alt"), shown.get("lang")) == (SAYS["text_da-text"], None)
    assert (shown.get("width"), shown.get("height")) == ("60", "90")
    assert client.page("/tr/events/fest-1").all("img")[0].get("alt") == "Çocuklar"
    somali = client.page("/so/events/fest-1").all("img")[0]
    assert (somali.get("alt"), somali.get("lang")) == (SAYS["text_da-text"], "da")


def test_what_is_sent_out_is_ours_may_be_kept_for_ever_and_tells_no_place(upload, pictures, client):
    upload(with_a_place())
    page = client.page(PAGE)
    address = page.all("img")[0].get("src")
    assert address == f"/pictures/{pictures()[0].code}/large.jpg"
    answer = client.get(address)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers
    picture = Image.open(BytesIO(answer.data))
    assert (picture.format, dict(picture.getexif())) == ("JPEG", {})
    shared = [each for each in page.all("meta") if each.get("property") == "og:image"]
    assert shared[0].get("content").endswith(address)
    assert client.get(address.replace("large", "huge")).status_code == 404
    assert client.get("/pictures/no-such/large.jpg").status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "problem"),
    [
        (b"", "foto.jpg", "Filen er tom. Vælg en anden."),
        (SVG, "foto.svg", "Dette er ikke et JPEG-, PNG- eller WebP-billede. Vælg en anden fil."),
        (HTML, "foto.png", "Dette er ikke et JPEG-, PNG- eller WebP-billede. Vælg en anden fil."),
        (
            GIF,
            "../../app.py",
            "Dette er ikke et JPEG-, PNG- eller WebP-billede. Vælg en anden fil.",
        ),
        (
            b"<?php",
            "x.php.png",
            "Dette er ikke et JPEG-, PNG- eller WebP-billede. Vælg en anden fil.",
        ),
        (
            picture_file(size=(400, 300))[:900],
            "a.jpg",
            "Billedet kan ikke læses: filen er måske beskadiget.",
        ),
        (bomb(), "a.png", "Billedet har mere end 12 millioner pixel. Gør det mindre."),
        (moving(), "a.png", "Levende billeder kan ikke bruges. Vælg et, der står stille."),
        (bytes(LARGEST_FILE + 1), "a.jpg", "Filen fylder mere end 10 MB. Gør billedet mindre."),
    ],
)
def test_a_file_that_is_no_picture_is_refused_and_the_words_stay(
    upload, pictures, content, name, problem
):
    answer = upload(content, name=name)
    assert (answer.status_code, problems_on(answer)) == (422, [problem])
    assert Page(answer.text).by_id("text_da-text").get("value") == SAYS["text_da-text"]
    assert pictures() == []


def test_a_file_is_judged_by_its_content_and_not_by_its_name(upload, pictures):
    assert upload(picture_file("PNG"), name="../../app.py").location == LIST
    assert len(pictures()) == 1


def test_far_too_much_is_not_even_read(organiser_client, upload, pictures):
    assert upload(bytes(51 * 1024 * 1024)).status_code == 413
    parts = [("text_da-text", "x")] * 1001
    assert post(organiser_client, parts).status_code == 413
    assert pictures() == []


def test_other_forms_take_no_more_than_before(organiser_client, pictures):
    path = "/organiser/events/fest-1/edit"
    assert organiser_client.post(path, data={"slug": "x" * 2 * 1024 * 1024}).status_code == 413


def test_a_picture_comes_alone_and_with_words(upload, pictures):
    assert problems_on(upload()) == ["Vælg et billede."]
    assert problems_on(upload(picture_file(), picture_file())) == ["Vælg ét billede ad gangen."]
    assert problems_on(upload(picture_file(), **{"text_da-text": ""})) == [
        "Skriv på dansk, hvad billedet viser."
    ]
    assert problems_on(upload(picture_file(), **{"text_en-text": "Children"})) == [
        "Vælg, hvem der har lavet teksten. Læserne får det at vide."
    ]
    assert pictures() == []


def test_a_picture_too_many_is_refused_in_words(organiser_client, upload, pictures):
    sheet = organiser_client.page(LIST).form("upload")
    for _ in range(MOST_PICTURES):
        upload(picture_file())
    assert "Et arrangement kan have 8 billeder." in organiser_client.page(LIST).text
    late = post(organiser_client, sheet.filled(SAYS), picture_file())
    assert late.status_code == 422
    assert problems_on(late) == ["Et arrangement kan have 8 billeder. Tag først et væk."]
    assert "Billedet er på arrangementets side" not in late.text
    kept = dict(Page(late.text).form("upload").values())
    assert {name: kept[name] for name in SAYS} == SAYS
    assert len(pictures()) == MOST_PICTURES


def test_a_picture_is_described_anew_put_first_and_taken_away(organiser_client, upload, pictures):
    upload(picture_file())
    upload(picture_file(), **{"text_da-text": "Musik på scenen."})
    last = pictures()[1].id
    described = {
        "text_da-text": "Et band spiller.",
        "text_en-text": "A band",
        "text_en-origin": "machine",
    }
    organiser_client.submit(f"{LIST}/{last}", described, form="picture")
    page = organiser_client.page(LIST)
    [first] = [each for each in page.all("form") if each.get("action", "").endswith("/first")]
    token = next(each.get("value") for each in first.iter("input"))
    organiser_client.post(first.get("action"), data={"csrf_token": token})
    assert [each.text(Language.DANISH) for each in pictures()] == [
        "Et band spiller.",
        SAYS["text_da-text"],
    ]
    shown = dict(organiser_client.page(f"{LIST}/{last}").form("picture").values())
    assert (shown["text_en-text"], shown["text_en-origin"]) == ("A band", "machine")
    wrong = organiser_client.submit(f"{LIST}/{last}", {"text_da-text": ""}, form="picture")
    assert problems_on(wrong) == ["Skriv på dansk, hvad billedet viser."]
    organiser_client.submit(f"{LIST}/{last}/remove", {}, form="act")
    assert [each.text(Language.DANISH) for each in pictures()] == [SAYS["text_da-text"]]


def test_a_picture_of_another_event_is_not_found(app, organiser_client, upload, pictures):
    upload(picture_file())
    with app.app_context(), transaction() as session:
        make_event(session, at=clock.now(), slug="andet")
    other = f"/organiser/events/andet/images/{pictures()[0].id}"
    token = dict(organiser_client.page(LIST).form("upload").values())["csrf_token"]
    assert organiser_client.get(other).status_code == 404
    for verb in ("first", "remove"):
        posted = organiser_client.post(f"{other}/{verb}", data={"csrf_token": token})
        assert posted.status_code == 404
    assert len(pictures()) == 1


def test_only_who_edits_events_has_to_do_with_pictures(signed_in, pictures):
    for role in (RoleName.VIEWER, RoleName.SERVICE_DESK, RoleName.EVALUATOR):
        assert signed_in(role).get(LIST).status_code == 403


def test_of_two_who_describe_a_picture_the_second_sees_what_the_first_saved(
    organiser_client, upload, pictures
):
    upload(picture_file())
    edit = f"{LIST}/{pictures()[0].id}"
    sheet = organiser_client.page(edit).form("picture")
    organiser_client.submit(edit, {"text_da-text": "Tre børn hopper."}, form="picture")
    english = {"text_en-text": "Children play.", "text_en-origin": "human"}
    told = organiser_client.post(edit, data=MultiDict(sheet.filled(english)))
    assert told.status_code == 409
    assert [*pictures()[0].texts] == [Language.DANISH]
    again = Page(told.text).form("picture")
    assert organiser_client.post(edit, data=MultiDict(again.values())).status_code == 302
    assert pictures()[0].texts[Language.DANISH] == "Tre børn hopper."
    assert pictures()[0].texts[Language.ENGLISH] == "Children play."
