"""Papers of many: asked for, seen, fetched by whoever asked, stopped; never by others."""

import pytest
from sqlalchemy import select

from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.assistants.operations import dismiss_assistant
from eventsys.events.queries import get_event
from eventsys.exchange.work.models import LongWork, WorkPiece
from eventsys.exchange.work.operations import begin, fail, finish, go_on, keep_piece
from eventsys.exchange.work.rules import AT_ONCE, FILE_IS_KEPT, WorkKind, WorkState
from eventsys.people.models import Account, Role
from eventsys.people.rules import RoleName
from eventsys.registration.models import Participant
from tests.factories import make_event, make_family
from tests.web.organiser.test_work import PAGE, cells_of

NUMBER = AT_ONCE + 1
HERE = "/organiser/events/fest"
PAPER = b"%PDF-1.7 Person 1"


@pytest.fixture
def full(app):
    """An event with one person more than papers are made of at once; give their ids."""
    with app.app_context(), transaction() as session:
        event = make_event(session, at=clock.now(), capacity=None, slug="fest")
        for _ in range(NUMBER // 10):
            make_family(session, event, 10, at=clock.now())
        make_family(session, event, NUMBER % 10, at=clock.now())
        session.flush()
        return session.scalars(select(Participant.id)).all()


def send(client, path, **data):
    """Send a form of ours; every page of somebody signed in has its token."""
    tokens = [each for each in client.page(PAGE).all("input") if each.get("name") == "csrf_token"]
    return client.post(path, data={"csrf_token": tokens[0].get("value"), **data})


def ask(client, ids, **changes):
    """Press the button for the tickets of some people."""
    return send(client, f"{HERE}/people/tickets.pdf", id=ids, do="tickets", **changes)


def works(app):
    with app.app_context(), transaction() as session:
        return [(each.kind, each.total, each.state) for each in session.query(LongWork)]


def do(app, *, to=WorkState.DONE, at=None):
    """Do what waits, without a typesetter."""
    at = at or clock.now()
    with app.app_context(), transaction() as session:
        task = begin(session, at=at)
        go_on(session, task, 50, at=at)
        if to is WorkState.DONE:
            keep_piece(session, task, 0, PAPER, at=at)
            finish(session, task, 1_250_000, at=at)
        elif to is WorkState.FAILED:
            fail(session, task, at=at)


def test_papers_of_two_hundred_are_made_while_one_waits(app, organiser_client, full):
    answer = ask(organiser_client, full[:AT_ONCE])
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert works(app) == []


def test_papers_of_more_are_made_meanwhile_and_are_seen(app, organiser_client, full):
    answer = ask(organiser_client, full, key="form")
    assert (answer.status_code, answer.location) == (303, PAGE)
    ask(organiser_client, full, key="form")
    assert works(app) == [(WorkKind.TICKETS, NUMBER, WorkState.WAITING)]
    ((_event, name, progress, stop),) = cells_of(organiser_client)
    assert (name, progress) == (f"{NUMBER} billetter", "Venter på sin tur")
    assert stop.startswith("Stop den")
    do(app, to=WorkState.WORKING)
    assert cells_of(organiser_client)[0][2] == f"50 af {NUMBER} tegnet"


def test_the_file_is_fetched_by_whoever_asked(app, organiser_client, full):
    ask(organiser_client, full)
    assert organiser_client.get(f"{HERE}/work/1/file.pdf").status_code == 404
    do(app)
    page = organiser_client.page(PAGE)
    (link,) = [each.get("href") for each in page.all("a") if "file.pdf" in each.get("href", "")]
    answer = organiser_client.get(link)
    assert (answer.data, answer.mimetype) == (PAPER, "application/pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="fest-tickets-201.pdf"'
    assert cells_of(organiser_client)[0][2].startswith("Klar, 1,3 MB Slettes ")


def test_another_organiser_sees_and_stops_it_and_cannot_fetch_it(
    app, organiser_client, signed_in, full
):
    ask(signed_in(RoleName.SERVICE_DESK), full)
    do(app)
    ((_event, _name, progress, _stop),) = cells_of(organiser_client)
    assert "service-desk@example.org" in progress
    assert "file.pdf" not in organiser_client.page(PAGE).text
    assert organiser_client.get(f"{HERE}/work/1/file.pdf").status_code == 404
    assert send(organiser_client, f"{HERE}/work/1/stop").status_code == 303
    assert works(app)[0][2] is WorkState.STOPPED


def test_the_desk_sees_its_own_alone_and_stops_no_other(app, organiser_client, signed_in, full):
    ask(organiser_client, full)
    desk = signed_in(RoleName.SERVICE_DESK)
    assert cells_of(desk) == []
    assert "Der laves ikke nogen fil." in desk.page(PAGE).text
    assert send(desk, f"{HERE}/work/1/stop").status_code == 404
    assert works(app)[0][2] is WorkState.WAITING


def test_a_role_that_was_taken_away_gets_no_file(app, signed_in, full):
    desk = signed_in(RoleName.SERVICE_DESK)
    ask(desk, full)
    do(app)
    assert desk.get(f"{HERE}/work/1/file.pdf").status_code == 200
    with app.app_context(), transaction() as session:
        account = session.query(Account).one()
        account.roles = [session.query(Role).filter_by(name=RoleName.VIEWER).one()]
    assert desk.get(f"{HERE}/work/1/file.pdf").status_code == 403


def test_an_assistant_who_may_not_have_tickets_gets_no_file_of_them(app, signed_in, full):
    """Tickets are the desk's; the route is open to assistants for the sake of certificates."""
    steward = signed_in(RoleName.EVENT_ASSISTANT, named_for="fest")
    desk = signed_in(RoleName.SERVICE_DESK)
    ask(desk, full)
    do(app)
    with app.app_context(), transaction() as session:
        named = session.query(Account).filter_by(email="event-assistant@example.org").one()
        session.query(LongWork).one().created_by = f"account:{named.id}"
    assert steward.get(f"{HERE}/work/1/file.pdf").status_code == 404
    assert "file.pdf" not in steward.page(PAGE).text
    assert send(steward, f"{HERE}/work/ask/badges").status_code == 403


def test_an_assistant_no_longer_named_sees_nothing_of_it(app, signed_in, full):
    steward = signed_in(RoleName.EVENT_ASSISTANT, named_for="fest")
    with app.app_context(), transaction() as session:
        account = session.query(Account).one().id
        event = get_event(session, "fest")
        work = LongWork(
            event_id=event.id,
            key="k",
            kind=WorkKind.CERTIFICATES,
            language="da",
            subjects=[1],
            total=1,
            created_at=clock.now(),
            created_by=f"account:{account}",
        )
        session.add(work)
    do(app)
    assert steward.get(f"{HERE}/work/1/file.pdf").status_code == 200
    with app.app_context(), transaction() as session:
        dismiss_assistant(session, get_event(session, "fest"), account, at=clock.now(), by=SYSTEM)
    assert steward.get(f"{HERE}/work/1/file.pdf").status_code == 404
    assert cells_of(steward) == []


def test_after_a_day_there_is_no_file(app, organiser_client, full):
    ask(organiser_client, full)
    do(app, at=clock.now() - FILE_IS_KEPT)
    assert organiser_client.get(f"{HERE}/work/1/file.pdf").status_code == 404
    assert cells_of(organiser_client) == []


def test_a_stopped_one_leaves_nothing_and_is_gone_from_the_page(app, organiser_client, full):
    ask(organiser_client, full)
    do(app)
    page = organiser_client.page(PAGE)
    (form,) = [each for each in page.all("form") if "stop" in each.get("action", "")]
    values = {field.get("name"): field.get("value") for field in form.iter("input")}
    assert organiser_client.post(form.get("action"), data=values).status_code == 303
    assert cells_of(organiser_client) == []
    with app.app_context(), transaction() as session:
        assert session.query(WorkPiece).count() == 0
    assert organiser_client.post(form.get("action"), data=values).status_code == 303


def test_one_that_failed_says_what_to_do(app, organiser_client, full):
    ask(organiser_client, full)
    do(app, to=WorkState.FAILED)
    assert cells_of(organiser_client)[0][2] == "Den kunne ikke laves. Bestil den igen."


def test_the_badges_of_many_are_asked_for_by_a_button(app, organiser_client, full):
    assert organiser_client.get(f"{HERE}/badges.pdf").status_code == 302
    page = organiser_client.page(f"{HERE}/groups")
    (form,) = [each for each in page.all("form") if "work/ask" in each.get("action", "")]
    values = {field.get("name"): field.get("value") for field in form.iter("input")}
    assert organiser_client.post(form.get("action"), data=values).status_code == 303
    organiser_client.post(form.get("action"), data=values)
    assert works(app) == [(WorkKind.BADGES, NUMBER, WorkState.WAITING)]


def test_what_nobody_is_there_for_is_said(app, organiser_client, full):
    send(organiser_client, f"{HERE}/work/ask/certificates")
    assert "Der er ingen at udskrive til." in organiser_client.page(PAGE).text
    assert send(organiser_client, f"{HERE}/work/ask/tickets").status_code == 404
    assert works(app) == []


def test_whoever_has_five_unfinished_is_told_to_wait(app, organiser_client, full):
    for _ in range(6):
        ask(organiser_client, full)
    assert "5 af dine filer er ikke færdige" in organiser_client.page(PAGE).text
    assert len(works(app)) == 5
