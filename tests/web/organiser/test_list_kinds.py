"""Lists of all kinds go one way: attendance on paper, figures of earlier years, other calendars."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.attendance.marks.models import AttendanceMark
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.events.models import Event
from eventsys.people.rules import RoleName
from eventsys.places.models import Venue
from tests.factories import make_event, make_registration
from tests.pages import Page

EVENT = "/organiser/events/fest-1/imports"
ATTENDANCE = f"{EVENT}/attendance"
FIGURES, EVENTS = "/organiser/imports/figures", "/organiser/imports/events"
LISTS = {
    ATTENDANCE: "Navn;Mødt\r\nAmina Khan;x\r\nBo Yde;afbud\r\n",
    FIGURES: "År;Arrangement;Antal;Hvad tallet tæller;Kilde\r\n2009;Fest;1.450;børn;Rapport\r\n",
    EVENTS: "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    "SUMMARY:Åben dag\r\nDTSTART:20270501T080000Z\r\nDTEND:20270501T100000Z\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n",
}


@pytest.fixture(autouse=True)
def event(app):
    """An event that began yesterday, with two people."""
    at = clock.now()
    with app.app_context(), transaction() as session:
        found = make_event(session, at=at - timedelta(days=3), days=(1,))
        make_registration(session, found, "Amina Khan", "Bo Yde", at=at - timedelta(days=3))
        return found.id


def send(client, path, content=None, name="liste.csv"):
    sent = LISTS[path] if content is None else content
    data = dict(client.page(path).form("read").filled({}))
    data["file"] = (io.BytesIO(sent.encode() if isinstance(sent, str) else sent), name)
    return client.post(path, data=data, content_type="multipart/form-data")


def save(client, page, **changes):
    return client.submit(page, {"save": "1", **changes}, form="save")


def marks(app):
    with app.app_context():
        return sorted(each.status.value for each in db.session().scalars(select(AttendanceMark)))


def test_a_paper_list_is_looked_at_saved_and_taken_back(app, organiser_client):
    page = send(organiser_client, ATTENDANCE).location
    text = organiser_client.page(page).text
    assert "Amina Khan" in text
    assert "Har meldt afbud" in text
    assert marks(app) == []
    save(organiser_client, page)
    assert marks(app) == ["apologised", "came"]
    assert "2 personer er krydset af" in organiser_client.page(page).text
    organiser_client.submit(page, {}, form="undo")
    assert marks(app) == ["apologised", "came", "unknown", "unknown"]
    assert "taget tilbage" in organiser_client.page(page).text


def test_somebody_who_is_not_registered_is_told_in_words(organiser_client):
    page = send(organiser_client, ATTENDANCE, "Navn\r\nUkendt\r\n").location
    assert "Ingen med det navn har en plads" in organiser_client.page(page).text
    assert save(organiser_client, page).status_code == 422


def test_earlier_figures_are_shown_with_what_they_count_and_their_source(organiser_client):
    assert "Der er ingen endnu" in organiser_client.page("/organiser/earlier/").text
    page = send(organiser_client, FIGURES).location
    save(organiser_client, page)
    text = organiser_client.page("/organiser/earlier/").text
    for part in ("2009", "Fest", "1450", "børn", "Rapport"):
        assert part in text
    again = send(organiser_client, FIGURES).location
    assert "Findes allerede" in organiser_client.page(again).text
    organiser_client.submit(page, {}, form="undo")
    assert "Der er ingen endnu" in organiser_client.page("/organiser/earlier/").text


FIGURE = {"year": "2009", "event": "Fest", "figure": "1.450", "counts": "børn", "source": "S. 12"}
NEW_FIGURE = "/organiser/earlier/new"


def test_one_earlier_figure_is_written_down_without_a_file_and_taken_back(organiser_client):
    answer = organiser_client.submit(NEW_FIGURE, FIGURE, form="earlier-figure")
    assert (answer.status_code, answer.location) == (303, "/organiser/earlier/")
    text = organiser_client.page("/organiser/earlier/").text
    for part in ("2009", "Fest", "1450", "børn", "S. 12"):
        assert part in text
    lists = [each.get("href", "") for each in organiser_client.page(FIGURES).all("a")]
    [kept] = [each for each in lists if each.startswith(f"{FIGURES}/")]
    organiser_client.submit(kept, {}, form="undo")
    assert "Der er ingen endnu" in organiser_client.page("/organiser/earlier/").text


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        (dict.fromkeys(FIGURE, ""), ["year", "figure", "event", "counts", "source"]),
        ({"year": "2999"}, ["year"]),
        ({"figure": "45 %"}, ["figure"]),
        ({"event": "x" * 201}, ["event"]),
    ],
)
def test_a_figure_that_none_is_says_all_that_is_wrong(organiser_client, changes, fields):
    answer = organiser_client.submit(NEW_FIGURE, FIGURE | changes, form="earlier-figure")
    assert answer.status_code == 422
    links = [each.get("href") for each in Page(answer.text).by_id("problems").iter("a")]
    assert sorted(links) == sorted(f"#{each}" for each in fields)
    assert "Der er ingen endnu" in organiser_client.page("/organiser/earlier/").text


def test_a_figure_that_is_there_is_not_written_down_again(organiser_client):
    organiser_client.submit(NEW_FIGURE, FIGURE, form="earlier-figure")
    again = organiser_client.submit(NEW_FIGURE, FIGURE, form="earlier-figure")
    assert (again.status_code, "Findes allerede" in again.text) == (422, True)
    other = organiser_client.submit(NEW_FIGURE, FIGURE | {"figure": "7"}, form="earlier-figure")
    assert (other.status_code, "1450" in other.text) == (422, True)
    lists = [each.get("href", "") for each in organiser_client.page(FIGURES).all("a")]
    assert len([each for each in lists if each.startswith(f"{FIGURES}/")]) == 1


def test_a_calendar_becomes_drafts_at_the_place_that_is_chosen(app, organiser_client):
    page = send(organiser_client, EVENTS, name="k.ics").location
    assert "Nogle steder kender vi ikke" in organiser_client.page(page).text
    assert save(organiser_client, page).status_code == 422
    with app.app_context():
        venue = db.session().scalars(select(Venue.id).limit(1)).one()
    assert save(organiser_client, page, venue="999").status_code == 422
    assert save(organiser_client, page, venue=str(venue)).status_code == 303
    with app.app_context():
        slugs = db.session().scalars(select(Event.slug).order_by(Event.id)).all()
    assert slugs == ["fest-1", "aaben-dag-2027-05-01"]
    assert organiser_client.get("/organiser/events/aaben-dag-2027-05-01/").status_code == 200
    organiser_client.submit(page, {}, form="undo")
    assert organiser_client.get("/organiser/events/aaben-dag-2027-05-01/").status_code == 404


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"BEGIN:VCALENDAR\r\nnonsense\r\nEND:VCALENDAR\r\n", "Kalenderen er beskadiget"),
        ("BEGIN:VCALENDAR\r\nX-A:æ\r\n".encode("cp1252"), "Bogstaverne kan ikke læses"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "Filen har ingen rækker"),
        (b"a;" * 501 + b"\r\n" + b"1;" * 501, "mere end 500 kolonner"),
        (b'[{"a": 1', "Filen er ødelagt"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(organiser_client, content, words):
    answer = send(organiser_client, EVENTS, content)
    assert (answer.status_code, words in answer.text) == (422, True)


def test_columns_that_are_too_many_to_be_shown_are_named(organiser_client):
    heads = ";".join(f"k{number}" for number in range(70))
    page = send(organiser_client, f"{EVENT}/registrations", f"{heads}\r\n{heads}\r\n").location
    assert "Disse er udeladt: k60, k61" in organiser_client.page(page).text


def test_a_list_is_found_under_its_own_kind_alone(organiser_client):
    page = send(organiser_client, ATTENDANCE).location
    number = page.rpartition("/")[2]
    for other in (f"{EVENT}/registrations", "/organiser/imports/actors", FIGURES):
        assert organiser_client.get(f"{other}/{number}").status_code == 404
    for path in ("/organiser/imports/attendance", f"{EVENT}/actors", f"{EVENT}/x"):
        assert organiser_client.get(path).status_code == 404


def test_a_list_that_another_has_saved_the_same_figures_of_meanwhile_is_refused(organiser_client):
    first, second = (send(organiser_client, FIGURES).location for _ in range(2))
    save(organiser_client, first)
    assert save(organiser_client, second).status_code == 422


@pytest.mark.parametrize("role", set(RoleName) - {RoleName.ORGANISER, RoleName.ADMINISTRATOR})
@pytest.mark.parametrize("path", [ATTENDANCE, FIGURES, EVENTS])
def test_only_organisers_read_in_lists(signed_in, role, path):
    assert signed_in(role).get(path).status_code in {403, 404}
