"""Several people at once: a page says what happens to how many; then it does, or says why not."""

import pytest
from pypdfium2 import PdfDocument

from eventsys.core import clock
from eventsys.core.audit import AuditEntry
from eventsys.core.db import transaction
from eventsys.core.outbox import Notice
from eventsys.events.models import PlacePool
from eventsys.events.queries import get_event
from eventsys.events.rules import Attends
from eventsys.people.rules import RoleName
from eventsys.registration.models import Participant
from eventsys.registration.rules import Channel, Contact, IfFull
from eventsys.web.organiser.people import acts
from tests.factories import make_event, make_registration

LIST = "/organiser/events/fest-1/registrations"
ACT = "/organiser/events/fest-1/people/act"


@pytest.fixture
def event(app):
    """Two dates of four places: a family and somebody without mail; one place left at each."""
    with app.app_context(), transaction() as session:
        at = clock.now()
        event = make_event(session, at=at, days=(7, 14), attends=Attends.ONE, capacity=4)
        make_registration(session, event, "Ali", "Bo", occasion_no=1, at=at)
        silent = Contact(name="Cleo", channel=Channel.NONE)
        make_registration(session, event, "Cleo", contact=silent, occasion_no=1, at=at)
        make_registration(session, event, "Dorte", "Elif", "Finn", occasion_no=2, at=at)


def standing(app):
    """Tell of everybody by name where they stand, and how many places are taken at each date."""
    with app.app_context(), transaction() as session:
        people = session.query(Participant).order_by(Participant.id)
        pools = session.query(PlacePool).order_by(PlacePool.occasion_id)
        return {each.name: str(each.status) for each in people}, [each.taken for each in pools]


def ids_of(app, *names):
    with app.app_context(), transaction() as session:
        people = session.query(Participant.id, Participant.name)
        known = {name: number for number, name in people}
        return "".join(f"&id={known[name]}" for name in names)


def flashes(client):
    page = client.page(LIST)
    shown = [each for each in page.all("div") if "alert" in (each.get("class") or "").split()]
    return [" ".join("".join(each.itertext()).split()) for each in shown]


def test_those_ticked_are_deregistered_after_a_page_that_says_so(app, organiser_client, event):
    address = f"{ACT}?do=deregister&status=present{ids_of(app, 'Ali', 'Dorte')}"
    page = organiser_client.page(address)
    assert "Frameld 2 personer?" in page.text
    assert standing(app)[1] == [3, 3]
    answer = organiser_client.submit(address, {}, form="act")
    assert (answer.status_code, answer.location) == (303, f"{LIST}?status=present")
    people, taken = standing(app)
    gone = [name for name, status in people.items() if status == "deregistered"]
    assert (gone, taken) == (["Ali", "Dorte"], [2, 2])
    assert flashes(organiser_client) == ["Gjort for 2 af 2 personer."]
    with app.app_context(), transaction() as session:
        assert session.query(AuditEntry).filter_by(verb="deregister").count() == 2


def test_everybody_found_is_meant_and_who_has_left_is_left_out(app, organiser_client, event):
    organiser_client.submit(f"{ACT}?do=deregister{ids_of(app, 'Ali')}", {}, form="act")
    page = organiser_client.page(f"{ACT}?do=deregister&scope=all&occasion=1")
    assert "Frameld 2 personer?" in page.text
    assert "1 af dem, du valgte, er udeladt" in page.text
    assert "Bo" in page.text
    assert "Dorte" not in page.text


def test_who_comes_into_the_list_after_the_question_is_not_touched(app, organiser_client, event):
    address = f"{ACT}?do=deregister&scope=all&occasion=1"
    sheet = organiser_client.page(address).form("act")
    with app.app_context(), transaction() as session:
        make_registration(
            session, get_event(session, "fest-1"), "New", occasion_no=1, at=clock.now()
        )
    data = {}
    for name, value in sheet.filled({}):
        data.setdefault(name, []).append(value)
    organiser_client.post(sheet.action, data=data)
    people, taken = standing(app)
    assert (people["New"], people["Bo"], taken) == ("confirmed", "deregistered", [1, 3])


def test_a_registration_moves_as_a_whole_and_who_finds_no_room_stays(app, organiser_client, event):
    address = f"{ACT}?do=move{ids_of(app, 'Ali', 'Cleo')}"
    page = organiser_client.page(address)
    assert "Flyt 3 personer til en anden dag?" in page.text
    assert "1 af dem var ikke valgt" in page.text
    refused = organiser_client.submit(address, {}, form="act")
    assert refused.status_code == 422
    assert "Vælg en dag." in refused.text
    assert standing(app)[1] == [3, 3]
    assert organiser_client.submit(address, {"to": "2"}, form="act").status_code == 303
    assert standing(app)[1] == [2, 4]
    done, refusal = flashes(organiser_client)
    assert done == "Gjort for 1 af 3 personer."
    assert refusal.startswith("De skal bruge 2 pladser, og 1 er ledig.")


def test_those_who_wait_get_places_and_a_second_press_changes_nothing(app, organiser_client, event):
    with app.app_context(), transaction() as session:
        found = get_event(session, "fest-1")
        wait = {"if_full": IfFull.WAITLIST, "occasion_no": 1, "at": clock.now()}
        make_registration(session, found, "Gry", "Hans", **wait)
        session.query(PlacePool).filter_by(occasion_id=1).update({"capacity": 9})
    address = f"{ACT}?do=place&scope=all"
    page = organiser_client.page(address)
    assert "Giv 2 personer plads?" in page.text
    sheet = page.form("act")
    data = {}
    for name, value in sheet.filled({}):
        data.setdefault(name, []).append(value)
    assert organiser_client.post(sheet.action, data=data).status_code == 303
    assert standing(app)[0]["Hans"] == "confirmed"
    again = organiser_client.post(sheet.action, data=data)
    assert again.status_code == 422
    assert "Der er intet at gøre for dem, du valgte." in again.text
    assert standing(app)[1] == [5, 3]


def test_links_go_once_to_each_contact_that_has_mail(app, organiser_client, event):
    address = f"{ACT}?do=link&scope=all"
    sheet = organiser_client.page(address).form("act")
    data = {}
    for name, value in sheet.filled({}):
        data.setdefault(name, []).append(value)
    for _ in range(2):
        assert organiser_client.post(sheet.action, data=data).status_code == 303
    with app.app_context(), transaction() as session:
        assert session.query(Notice).filter_by(kind="new-link").count() == 2


def test_tickets_of_several_registrations_come_as_one_file(app, organiser_client, event):
    organiser_client.submit(f"{ACT}?do=deregister{ids_of(app, 'Dorte')}", {}, form="act")
    address = f"{ACT}?do=tickets{ids_of(app, 'Ali', 'Cleo', 'Dorte', 'Elif')}"
    answer = organiser_client.submit(address, {}, form="act")
    assert answer.mimetype == "application/pdf"
    pages = [page.get_textpage().get_text_range() for page in PdfDocument(answer.data)]
    names = [
        name for page in pages for name in ("Ali", "Bo", "Cleo", "Dorte", "Elif") if name in page
    ]
    assert names == ["Ali", "Cleo", "Elif"]


@pytest.mark.parametrize("query", ["do=deregister", "do=deregister&id=x&id=-1&id=99999999"])
def test_nobody_chosen_is_said_and_changes_nothing(app, organiser_client, event, query):
    page = organiser_client.page(f"{ACT}?{query}")
    assert "Ingen er valgt." in page.text
    assert not [each for each in page.all("form") if each.get("id") == "act"]


def test_too_many_at_once_are_refused_before_anything_is_done(
    app, organiser_client, event, monkeypatch
):
    few = acts.ACTS[acts.ActName.LINK]
    monkeypatch.setitem(acts.ACTS, acts.ActName.LINK, type(few)(**{**vars(few), "most": 5}))
    page = organiser_client.page(f"{ACT}?do=link&scope=all")
    assert "Du valgte 6 personer. Der kan højst gøres noget for 5 ad gangen" in page.text


@pytest.mark.parametrize("query", ["", "do=", "do=forget", "do=DEREGISTER"])
def test_what_cannot_be_done_is_not_found(organiser_client, event, query):
    assert organiser_client.get(f"{ACT}?{query}").status_code == 404


def test_people_of_another_event_are_never_touched(app, organiser_client, event):
    with app.app_context(), transaction() as session:
        make_registration(session, make_event(session, at=clock.now()), "Elsewhere", at=clock.now())
    page = organiser_client.page(f"{ACT}?do=deregister{ids_of(app, 'Elsewhere')}")
    assert "Ingen er valgt." in page.text
    sheet = organiser_client.page(f"{ACT}?do=deregister{ids_of(app, 'Ali')}").form("act")
    data = dict(sheet.filled({})) | {"id": ids_of(app, "Elsewhere").removeprefix("&id=")}
    assert organiser_client.post(sheet.action, data=data).status_code == 422
    assert standing(app)[0]["Elsewhere"] == "confirmed"


def test_the_service_desk_gives_nobody_a_place_out_of_turn(signed_in, event):
    desk = signed_in(RoleName.SERVICE_DESK)
    page = desk.page(LIST)
    known = {each.value for each in acts.ActName}
    offered = [each.get("value") for each in page.all("option") if each.get("value") in known]
    assert offered == ["tickets", "link", "move", "deregister"]
    assert desk.get(f"{ACT}?do=place&scope=all").status_code == 403


def test_whoever_may_not_change_people_ticks_nobody(signed_in, event):
    assistant = signed_in(RoleName.EVENT_ASSISTANT, named_for="fest-1")
    page = assistant.page(LIST)
    assert [
        each
        for each in page.all("input")
        if each.get("type") == "checkbox" and each.get("name") == "id"
    ] == []
    assert assistant.get(f"{ACT}?do=deregister").status_code == 403
