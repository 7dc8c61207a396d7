"""Eight at the desk at once: one new ticket, one device, one admission; with a control."""

from collections import Counter
from threading import Barrier
from uuid import uuid4

import pytest

from eventsys.checkin.desk.operations import HandCheckIn, check_in
from eventsys.checkin.models import Device, Scan, TicketState
from eventsys.checkin.practice.models import PracticeTicket
from eventsys.checkin.practice.operations import begin_rehearsal
from eventsys.checkin.practice.rules import PracticeKind, copies_of
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.events.queries import get_event
from eventsys.registration.models import Participant, Ticket
from eventsys.registration.tickets.models import ReplacedTicket
from eventsys.registration.tickets.operations import replace
from eventsys.registration.tickets.queries import ticket_of
from tests.factories import make_event, make_registration
from tests.registration.test_race import THREADS, at_once


@pytest.fixture
def known(database):
    """What stands for the code of the one ticket of an event called fest-1."""
    with transaction() as session:
        event = make_event(session, at=clock.now(), days=(0,))
        make_registration(session, event, "Amina", at=clock.now())
        return session.query(Ticket).one().roster_hash


def person(session):
    return session.query(Participant).one()


def test_a_ticket_is_replaced_once(database, known):
    def press():
        with transaction() as session:
            return replace(
                session, ticket_of(session, person(session)), known, at=clock.now(), by=SYSTEM
            )

    assert Counter(at_once(database, *[press] * THREADS)) == {True: 1, False: THREADS - 1}
    db.session().rollback()
    assert db.session().query(ReplacedTicket).count() == 1


def test_control_looking_before_replacing_replaces_again_and_again(database, known):
    """The same race, judged by what was seen before it: the test above can fail."""
    looked = Barrier(THREADS)

    def press():
        is_there = ticket_of(db.session(), person(db.session())).roster_hash == known
        db.session().rollback()
        looked.wait(20)
        with transaction() as session:
            ticket = ticket_of(session, person(session))
            session.refresh(ticket, with_for_update=True)
            now = ticket.roster_hash
            return is_there and replace(session, ticket, now, at=clock.now(), by=SYSTEM)

    assert sum(at_once(database, *[press] * THREADS)) > 1


def test_one_person_is_admitted_once_and_the_desk_has_one_device(database, known):
    def press():
        with transaction() as session:
            wanted = HandCheckIn(key=uuid4(), gate=None)
            result = check_in(session, person(session), wanted, at=clock.now(), by=SYSTEM)
            return str(result.verdict)

    verdicts = Counter(at_once(database, *[press] * THREADS))
    db.session().rollback()
    numbers = [scan.seq for scan in db.session().query(Scan).order_by(Scan.seq)]
    assert (numbers, db.session().query(Device).count()) == ([*range(1, THREADS + 1)], 1)
    assert db.session().query(TicketState).count() == 1
    assert verdicts["admitted"] >= 1
    assert set(verdicts) <= {"admitted", "already-in"}


def test_practice_tickets_are_made_once(database, known):
    def press():
        with transaction() as session:
            return begin_rehearsal(session, get_event(session, "fest-1"), at=clock.now(), by=SYSTEM)

    made = at_once(database, *[press] * THREADS)
    number = sum(copies_of(kind) for kind in PracticeKind)
    assert sorted(made) == [*[0] * (THREADS - 1), number]
    db.session().rollback()
    assert db.session().query(PracticeTicket).count() == number
