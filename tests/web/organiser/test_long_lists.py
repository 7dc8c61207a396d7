"""A list with more people than a page holds goes page by page, and its numbers stay whole."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from eventsys.attendance.marks.models import AttendanceMark
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.events.models import Event
from eventsys.registration.models import Participant
from eventsys.registration.rules import ParticipantRequest
from eventsys.web.organiser.paging import ROWS_A_PAGE, page_of
from tests.factories import make_event, make_registration
from tests.pages import text_of

LIST = "/organiser/events/fest-1/list"
NAMES = ("Åse", "Bo", "Çağla", "Đức", "Émile")


@pytest.fixture
def people(app, monkeypatch):
    """Five people at a date that is under way, two on a page of its list."""
    monkeypatch.setattr("eventsys.web.organiser.lists.keeping.LINES_A_PAGE", 2)
    with app.app_context(), transaction() as session:
        at = clock.now()
        event = make_event(session, at=at - timedelta(days=8), days=(8, 15), capacity=None)
        for name in reversed(NAMES):
            asked = [ParticipantRequest(name=name)]
            made = at - timedelta(days=8)
            make_registration(session, event, participants=asked, at=made)
        return dict(session.execute(select(Participant.name, Participant.id)).all())


def names_on(page):
    return [text_of(each) for each in page.all("bdi") if each.get("data-part") == "name"]


def ticked(app):
    with app.app_context():
        told = select(AttendanceMark.participant_id, AttendanceMark.status)
        return dict(db.session().execute(told).all())


def test_every_page_has_its_part_of_the_list_by_name(organiser_client, people):
    shown = [names_on(organiser_client.page(f"{LIST}/1?page={each}")) for each in (1, 2, 3)]
    assert shown == [["Åse", "Bo"], ["Çağla", "Đức"], ["Émile"]]


def test_a_name_is_found_on_whichever_page_it_stands(organiser_client, people):
    page = organiser_client.page(f"{LIST}/1")
    answer = organiser_client.get(f"{LIST}/1?q=emi", follow_redirects=True)
    assert "search" in {each.get("id") for each in page.elements()}
    assert "Émile" in answer.text
    assert names_on(organiser_client.page(f"{LIST}/1?q=emi")) == ["Émile"]
    assert names_on(organiser_client.page(f"{LIST}/1?q=mile")) == []


def test_what_is_ticked_on_a_page_leads_back_to_it_and_leaves_the_others(
    app, organiser_client, people
):
    changes = {f"p{people['Đức']}": "came"}
    answer = organiser_client.submit(f"{LIST}/1?page=2", changes, form="list")
    assert answer.location.endswith(f"{LIST}/1?page=2")
    assert ticked(app) == {people["Đức"]: "came"}


def test_a_tablet_hears_of_those_on_its_page_alone(organiser_client, people):
    token = dict(organiser_client.page(f"{LIST}/1").form("list").filled({}))["csrf_token"]
    at = clock.now().isoformat()
    mark = {"mark_id": str(uuid4()), "no": 1, "participant_id": people["Bo"], "device_at": at}
    body = {
        "sent_at": at,
        "no": 1,
        "marks": [mark | {"status": "came"}],
        "people": [people["Åse"], people["Bo"], 10**6],
    }
    answer = organiser_client.post(f"{LIST}/marks", json=body, headers={"X-CSRFToken": token})
    assert answer.get_json()["people"] == {
        str(people["Åse"]): {"ticked": "", "settled": ""},
        str(people["Bo"]): {"ticked": "came", "settled": ""},
    }


def test_a_short_list_stands_on_one_page_as_ever(organiser_client, people, monkeypatch):
    monkeypatch.setattr("eventsys.web.organiser.lists.keeping.LINES_A_PAGE", 5)
    page = organiser_client.page(f"{LIST}/1")
    assert names_on(page) == list(NAMES)
    assert "search" not in {each.get("id") for each in page.elements()}


def test_the_overview_adds_up_whatever_page_it_shows(app, organiser_client, people):
    with app.app_context(), transaction() as session:
        event_id = session.scalars(select(Participant.event_id).limit(1)).one()
        event = session.get_one(Event, event_id)
        crowd = [ParticipantRequest(name=f"Zoe {each:02}") for each in range(48)]
        for each in crowd:
            make_registration(session, event, participants=[each], at=clock.now())
    for name in NAMES:
        changes = {f"p{people[name]}": "came"}
        organiser_client.submit(f"{LIST}/1?q={name}", changes, form="list")
    for page in (organiser_client.page(f"{LIST}?page={each}") for each in (1, 2)):
        assert [text_of(each) for each in page.all("dd")] == ["53", "5", "5"]
        assert [text_of(each) for each in page.all("tr")[-1].iter("td")] == ["5", "0", "5"]


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (1, "1 2 3 4 … 30"),
        (2, "1 2 3 4 5 … 30"),
        (12, "1 … 9 10 11 12 13 14 15 … 30"),
        (30, "1 … 27 28 29 30"),
    ],
)
def test_a_very_long_list_shows_the_ways_to_the_pages_around_and_to_both_ends(app, number, shown):
    address = f"/organiser/?page={number}"
    with app.test_request_context(address, base_url=app.config["BASE_URL"]):
        page = page_of(range(30 * ROWS_A_PAGE), "organiser.index")
    ways = (("… " if each.is_behind_gap else "") + str(each.number) for each in page.pages)
    assert " ".join(ways) == shown
    assert [each.number for each in page.pages if each.current] == [number]
    assert page.rows[0] == (number - 1) * ROWS_A_PAGE
