"""Organisers narrow the list of people down, and see of them what they want to see."""

import pytest

from eventsys.checkin.scans.operations import record_scans
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.text import Language
from eventsys.events.groups.rules import GroupPlan
from eventsys.events.queries import get_event
from eventsys.events.rules import Attends
from eventsys.people.rules import RoleName
from eventsys.registration.questions.rules import QuestionKind
from eventsys.registration.rules import Category, Channel, Contact, ParticipantRequest
from tests.factories import (
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_occasions,
    make_registration,
    make_scan,
)
from tests.questions import make_question

LIST = "/organiser/events/fest-1/registrations"


@pytest.fixture
def people(app):
    """An event on two dates that asks something: a family, a class, somebody without a channel."""
    at = clock.now()
    with app.app_context(), transaction() as session:
        dates = make_occasions(session, 2, at=at)
        event = make_event(
            session, at=at, attends=Attends.ONE, occasions=dates, groups=GroupPlan(largest=30)
        )
        bus = make_question(session, event, "Bus?", kind=QuestionKind.YES_NO)
        ali = ParticipantRequest(name="Ali", category=Category.CHILD, answers={bus.code: "yes"})
        bo = ParticipantRequest(name="Bo", answers={bus.code: "no"})
        family = make_registration(session, event, participants=[ali, bo], occasion_no=1, at=at)
        silent = Contact(name="Cleo", channel=Channel.NONE)
        make_registration(
            session, event, "Cleo", contact=silent, language=Language.ARABIC, occasion_no=2, at=at
        )
        phone = Contact(name="Dorte", channel=Channel.PHONE, phone="+4512345678")
        make_registration(
            session, event, "Elif", contact=phone, group_name="3.b", occasion_no=2, at=at
        )
        device = make_device(session, event, at=at)
        scan = make_scan(codes_of(session, family)[1].code, at)
        record_scans(session, device.token, batch_of(scan, sent_at=at), at=at)
        return bus.id


def names_on(page):
    """List the names of a page's rows."""
    rows = [row for row in page.all("th") if row.get("scope") == "row"]
    return ["".join(row[0].itertext()) for row in rows]


FOUND = [
    ("status=present", ["Ali", "Bo", "Cleo", "Elif"]),
    ("status=deregistered", []),
    ("category=child", ["Ali"]),
    ("occasion=2", ["Cleo", "Elif"]),
    ("came=came", ["Bo"]),
    ("came=absent", ["Ali", "Cleo", "Elif"]),
    ("language=ar", ["Cleo"]),
    ("channel=phone", ["Elif"]),
    ("group=with", ["Elif"]),
    ("group=without", ["Ali", "Bo", "Cleo"]),
    ("occasion=2&group=without&q=cl", ["Cleo"]),
    ("status=waiting&q=cl", []),
    ("status=present&status=waiting", ["Ali", "Bo", "Cleo", "Elif"]),
    ("status=x&category=&occasion=99&language=xx&answer=1&group=1", ["Ali", "Bo", "Cleo", "Elif"]),
]


@pytest.mark.parametrize(("query", "names"), FOUND)
def test_the_list_is_narrowed_down_by_what_is_chosen(organiser_client, people, query, names):
    page = organiser_client.page(f"{LIST}?{query}")
    assert names_on(page) == names
    assert [row.get("action") for row in page.all("form") if row.get("id") == "search"] == [LIST]


def test_the_list_is_narrowed_down_by_an_answer(organiser_client, people):
    page = organiser_client.page(f"{LIST}?answer={people}:yes")
    assert names_on(page) == ["Ali"]
    chosen = [each.text for each in page.all("option") if each.get("selected") is not None]
    assert chosen == ["Bus? Ja"]
    assert names_on(organiser_client.page(f"{LIST}?answer={people + 1}:yes")) != ["Ali"]


def test_what_was_chosen_is_kept_and_can_be_given_up(organiser_client, people):
    page = organiser_client.page(f"{LIST}?status=waiting&q=x")
    assert "Ingen passer til alt dette." in page.text
    kept = [each.get("value") for each in page.all("option") if each.get("selected") is not None]
    assert (kept, page.by_id("q").get("value")) == (["waiting"], "x")
    assert [link.get("href") for link in page.all("a") if link.text == "Vis alle"] == [LIST]


def head_of(page):
    """List the columns that a page shows."""
    return [each.text for each in page.all("th") if each.get("scope") == "col"]


def test_columns_are_chosen_and_remembered_for_this_account_alone(
    organiser_client, signed_in, people
):
    before = ["Vælg", "Navn", "Kontaktperson", "Tilmeldt", "Dato", "Status", "Handling"]
    assert head_of(organiser_client.page(LIST)) == before
    chosen = {"columns": ["came", "language"], "status": "present"}
    sheet = organiser_client.page(f"{LIST}?status=present").form("columns")
    token = dict(sheet.filled({}))["csrf_token"]
    answer = organiser_client.post(sheet.action, data={"csrf_token": token, **chosen})
    assert answer.location == f"{LIST}?status=present"
    page = organiser_client.page(LIST)
    assert head_of(page) == ["Vælg", "Navn", "Fremmøde", "Sprog", "Status", "Handling"]
    cells = [each.text for each in page.all("td") if each.get("data-name") == "Fremmøde"]
    assert cells == ["–", "Kom ind", "–", "–"]
    assert "Bus?" not in [each.text for each in page.all("dt")]
    desk = signed_in(RoleName.SERVICE_DESK)
    assert head_of(desk.page(LIST)) == before


def test_a_column_that_an_event_lacks_stays_chosen_for_the_others(app, organiser_client, people):
    with app.app_context(), transaction() as session:
        make_event(session, at=clock.now())
        make_registration(session, get_event(session, "fest-2"), "Bo", at=clock.now())
    elsewhere = LIST.replace("fest-1", "fest-2")
    assert organiser_client.submit(elsewhere, {}, form="columns").location == elsewhere
    assert "Dato" in head_of(organiser_client.page(LIST))


def test_a_column_that_nobody_offers_is_not_stored(organiser_client, people):
    sheet = organiser_client.page(LIST).form("columns")
    token = dict(sheet.filled({}))["csrf_token"]
    sent = {"csrf_token": token, "columns": ["needs", "contact"], "next": "//evil"}
    assert organiser_client.post(sheet.action, data=sent).location == LIST
    assert head_of(organiser_client.page(LIST)) == [
        "Vælg",
        "Navn",
        "Kontaktperson",
        "Status",
        "Handling",
    ]
