"""Advice is logged in a line, found again, changed, and counted once."""

from datetime import date, timedelta

import pytest
from werkzeug.datastructures import MultiDict

from eventsys.casework.models import AdhocTask
from eventsys.casework.queries import tasks_of_year
from eventsys.casework.rules import Exclusion, TaskKind, TaskStatus
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.localtime import local_day
from eventsys.people.rules import RoleName
from eventsys.web.organiser.casework import reminding
from tests.actors import make_actor
from tests.factories import make_event
from tests.facts import add_advice, add_requisition
from tests.pages import Page
from tests.web.conftest import add_signed_in

LIST, NEW = "/organiser/casework/", "/organiser/casework/new"
LINE = {"requester": "Skolen på Blågård", "topic": "Lektiehjælp"}
DAY = timedelta(days=1)


@pytest.fixture
def today():
    return local_day(clock.now())


@pytest.fixture
def stored(app):
    """Look at the tasks as they now stand, the oldest first."""

    def look():
        with app.app_context(), transaction() as session:
            found = session.query(AdhocTask).order_by(AdhocTask.id).all()
            session.expunge_all()
            return found

    return look


@pytest.fixture
def made(app):
    """Write rows down: `made(add_advice, …)` gives the id."""

    def make(add, *given, **changes):
        with app.app_context(), transaction() as session:
            return add(session, *given, **changes).id

    return make


def problems_on(answer):
    page = Page(answer.text)
    return [" ".join("".join(link.itertext()).split()) for link in page.by_id("problems").iter("a")]


def requesters_on(page):
    return [
        "".join(each.itertext()).strip() for each in page.all("th") if each.get("scope") == "row"
    ]


def test_advice_is_logged_by_who_asked_and_what_about_alone(organiser_client, stored, today):
    answer = organiser_client.submit(NEW, LINE, form="task")
    assert answer.location == LIST
    (task,) = stored()
    assert (task.kind, task.status, task.unit) == (
        TaskKind.ADVICE,
        TaskStatus.SOLVED,
        "Skolen på Blågård",
    )
    assert (task.given_on, task.received_on, task.minutes) == (today, today, 15)
    assert task.created_by.startswith("account:")
    page = organiser_client.page(LIST)
    assert requesters_on(page) == ["Skolen på Blågård"]
    assert "Lektiehjælp" in page.text


def test_the_form_offers_the_names_of_the_register_and_knows_them(organiser_client, stored, app):
    with app.app_context(), transaction() as session:
        actor = make_actor(session, "Gadepulsen").id
    page = organiser_client.page(NEW)
    assert [each.get("value") for each in page.by_id("workplaces").iter("option")] == ["Gadepulsen"]
    organiser_client.submit(NEW, {"requester": "GADEPULSEN", "kind": "requisition"}, form="task")
    (task,) = stored()
    assert (task.actor_id, task.unit, task.kind) == (actor, "", TaskKind.REQUISITION)
    assert task.status is TaskStatus.UNDER_WAY


def test_the_same_form_sent_twice_logs_once(organiser_client, stored):
    sent = organiser_client.page(NEW).form("task").filled(LINE)
    for _each in range(2):
        assert organiser_client.post(NEW, data=MultiDict(sent)).status_code == 303
    assert len(stored()) == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"requester": ""}, "Skriv, hvem der spurgte."),
        ({"done_on": "i går"}, "Skriv dagen som dag, måned og år, for eksempel 31.12.2027."),
        ({"minutes": "et kvarter"}, "Skriv minutterne som et helt tal."),
        ({"minutes": "-5"}, "Skriv minutterne som et helt tal."),
        (
            {"topic": "om 010203-1234"},
            "Det ligner et CPR-nummer. Skriv intet, der fortæller om en borger.",
        ),
        (
            {"requester": "010203 1234"},
            "Det ligner et CPR-nummer. Skriv intet, der fortæller om en borger.",
        ),
        ({"kind": "gossip"}, "Vælg en af mulighederne."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(
    organiser_client, stored, changes, said
):
    answer = organiser_client.submit(NEW, LINE | changes, form="task")
    assert (answer.status_code, problems_on(answer)) == (422, [said])
    assert stored() == []
    kept = dict(Page(answer.text).form("task").values())
    assert kept["topic"] == (LINE | changes)["topic"]
    assert "[fjernet" not in answer.text


def test_what_may_be_logged_already_is_shown_at_once_and_made_one(
    organiser_client, stored, made, today
):
    old = made(add_advice, today - DAY, unit="skolen på blågård")
    answer = organiser_client.submit(NEW, LINE, form="task")
    new = stored()[-1].id
    assert answer.location == f"{LIST}{new}"
    done = organiser_client.submit(answer.location, {}, form=f"duplicate-{old}")
    assert done.location == f"{LIST}{old}"
    assert stored()[-1].duplicate_of_id == old
    page = organiser_client.page(f"{LIST}{new}")
    assert "Logget to gange" in page.text
    organiser_client.submit(f"{LIST}{new}", {}, form="restore")
    assert stored()[-1].duplicate_of_id is None


def test_advice_grows_into_a_requisition_once(organiser_client, stored, made, app, today):
    advice = made(add_advice, today)
    page = organiser_client.page(f"{LIST}{advice}")
    sent = page.form("convert").filled({})
    first, second = (
        organiser_client.post(f"{LIST}{advice}/convert", data=MultiDict(sent)) for _each in "12"
    )
    order = stored()[-1]
    assert first.location == second.location == f"{LIST}{order.id}"
    assert (len(stored()), order.accepted_on, order.unit) == (2, today, "Skolen")
    with app.app_context(), transaction() as session:
        reasons = {each.kind: each.exclusion for each in tasks_of_year(session, today.year)}
    assert reasons == {TaskKind.ADVICE: Exclusion.CONVERTED, TaskKind.REQUISITION: None}
    assert "Begyndte som rådgivning" in organiser_client.page(f"{LIST}{order.id}").text


def test_a_requisition_tells_its_purpose_outcome_follow_up_and_events(
    organiser_client, stored, made, app, today
):
    with app.app_context(), transaction() as session:
        event = make_event(session, at=clock.now()).id
    order = made(add_requisition, today)
    typed = {
        "purpose": "Et forløb for forældre",
        "outcome": "Tre aftener",
        "follow_up_on": (today - DAY).isoformat(),
        "events": str(event),
        "minutes": "",
    }
    edit = f"{LIST}{order}/edit"
    assert organiser_client.submit(edit, typed, form="task").location == f"{LIST}{order}"
    page = organiser_client.page(f"{LIST}{order}")
    assert {"Et forløb for forældre", "Tre aftener", "Fest 1"} <= {
        "".join(each.itertext()).strip() for each in page.all("bdi")
    }
    assert "Opfølgning mangler" in page.text
    overdue = organiser_client.page(f"{LIST}?year=2001&show=overdue")
    assert requesters_on(overdue) == ["Skolen"]
    assert "1 opgave skulle være fulgt op nu." in organiser_client.page(LIST).text
    organiser_client.submit(edit, {"followed_up_on": today.isoformat()}, form="task")
    assert "Opfølgning mangler" not in organiser_client.page(f"{LIST}{order}").text
    assert stored()[0].purpose == "Et forløb for forældre"


def test_a_task_is_withdrawn_and_taken_up_again(organiser_client, stored, made, today):
    task = made(add_advice, today)
    organiser_client.submit(f"{LIST}{task}", {}, form="cancel")
    assert stored()[0].status is TaskStatus.CANCELLED
    page = organiser_client.page(f"{LIST}{task}")
    assert "Annulleret" in page.text
    links = {link.get("href") for link in page.all("a")}
    assert f"{LIST}{task}/edit" not in links
    organiser_client.submit(f"{LIST}{task}", {}, form="restore")
    assert stored()[0].status is TaskStatus.SOLVED


def test_of_two_who_save_the_second_sees_both_and_nothing_is_overwritten(
    organiser_client, stored, made, today
):
    task = made(add_advice, today)
    edit = f"{LIST}{task}/edit"
    stale = organiser_client.page(edit).form("task").filled({"topic": "Min"})
    organiser_client.submit(edit, {"topic": "Deres", "minutes": "30"}, form="task")
    answer = organiser_client.post(edit, data=MultiDict(stale))
    assert answer.status_code == 409
    assert (stored()[0].topic, stored()[0].minutes) == ("Deres", 30)
    kept = dict(Page(answer.text).form("task").values())
    assert (kept["topic"], kept["minutes"]) == ("Min", "30")
    again = Page(answer.text).form("task").filled({})
    assert organiser_client.post(edit, data=MultiDict(again)).location == f"{LIST}{task}"
    assert (stored()[0].topic, stored()[0].minutes) == ("Min", 30)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Klubben", "Skolen"]),
        ("?q=klub", ["Klubben"]),
        ("?q=lektie", ["Skolen"]),
        ("?kind=requisition", ["Klubben"]),
        ("?show=open", ["Klubben"]),
        ("?show=out", []),
        ("?year=2009", ["Biblioteket"]),
        ("?year=x&kind=x&show=x", ["Klubben", "Skolen"]),
    ],
)
def test_the_list_is_narrowed_down(organiser_client, made, today, query, found):
    made(add_advice, today, topic="Lektier")
    under_way = TaskStatus.UNDER_WAY
    made(add_requisition, today, unit="Klubben", topic="Oplæg", status=under_way)
    made(add_advice, date(2009, 5, 4), unit="Biblioteket")
    page = organiser_client.page(f"{LIST}{query}")
    assert requesters_on(page) == found


def test_a_long_list_comes_in_pages(organiser_client, app, today):
    with app.app_context(), transaction() as session:
        for number in range(51):
            add_advice(session, today, unit=f"Skole {number}")
    assert len(requesters_on(organiser_client.page(LIST))) == 50
    assert requesters_on(organiser_client.page(f"{LIST}?page=2")) == ["Skole 0"]


def test_what_is_not_there_is_not_found(organiser_client, made, today):
    assert organiser_client.get(f"{LIST}99").status_code == 404
    assert organiser_client.get(f"{LIST}99/edit").status_code == 404
    task = made(add_advice, today)
    sent = organiser_client.page(f"{LIST}{task}").form("cancel").filled({"original": "99"})
    assert organiser_client.post(f"{LIST}{task}/duplicate", data=MultiDict(sent)).status_code == 400
    assert organiser_client.post(f"{LIST}99/cancel", data=MultiDict(sent)).status_code == 404


def test_two_that_cannot_be_one_are_told_so(organiser_client, stored, made, today):
    task, order = made(add_advice, today), made(add_requisition, today)
    sent = organiser_client.page(f"{LIST}{task}").form("cancel").filled({"original": str(order)})
    answer = organiser_client.post(
        f"{LIST}{task}/duplicate", data=MultiDict(sent), follow_redirects=True
    )
    assert "De to kan ikke være samme opgave." in answer.text
    assert stored()[0].duplicate_of_id is None


def test_viewers_read_and_only_organisers_write(signed_in, made, today):
    task = made(add_advice, today)
    viewer = signed_in(RoleName.VIEWER)
    page = viewer.page(f"{LIST}{task}")
    assert page.all("form") == [page.by_id("sign-out")]
    assert viewer.page(LIST).text.count("Skolen") == 1
    assert [viewer.get(path).status_code for path in (NEW, f"{LIST}{task}/edit")] == [403, 403]
    assistant = signed_in(RoleName.EVENT_ASSISTANT)
    assert assistant.get(LIST).status_code == 403


@pytest.fixture
def thursday(monkeypatch):
    """Let it be Thursday, whatever day it is."""
    monkeypatch.setattr(reminding, "week_to_remember", lambda today: today - 3 * DAY)


def reminded(client, query=""):
    return any(each.get("href") == NEW for each in client.page(f"/organiser/{query}").all("a"))


def test_late_in_the_week_whoever_logs_else_is_reminded_on_the_first_page(
    app, organiser_client, today, thursday
):
    assert not reminded(organiser_client)
    organiser_client.submit(NEW, LINE, form="task")
    assert not reminded(organiser_client)
    for ago, is_reminded in ((3, False), (4, True), (56, True), (57, False)):
        with app.app_context(), transaction() as session:
            session.query(AdhocTask).one().received_on = today - ago * DAY
        assert reminded(organiser_client) is is_reminded, ago
    with app.app_context(), transaction() as session:
        session.query(AdhocTask).one().received_on = today - 4 * DAY
    assert not reminded(organiser_client, "?q=fest")


def test_who_only_reads_is_not_reminded(app, client, thursday, made, today):
    account_id = add_signed_in(app, client, RoleName.VIEWER)
    made(add_advice, today - 7 * DAY, created_by=f"account:{account_id}")
    assert not reminded(client)
