"""Somebody is scanned, or changes something, at the moment in which they are forgotten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event as Signal

import pytest
from sqlalchemy import select

from eventsys.checkin.forgetting.rules import is_forgotten
from eventsys.checkin.models import Scan
from eventsys.checkin.scans.operations import record_scans
from eventsys.core.db import db, transaction, write
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.privacy import operations
from eventsys.registration.changes.operations import deregister_all
from eventsys.registration.forgetting import operations as forgetting
from eventsys.registration.forgetting.errors import RegistrationForgotten
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import ParticipantStatus
from tests.factories import (
    START,
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_registration,
    make_scan,
)

LATER = START + timedelta(days=1)
A_MOMENT = 1.0


@pytest.fixture
def world(database):
    """The registration's id, the phone's token and the ticket's code."""
    with transaction() as session:
        event = make_event(session)
        mine = make_registration(session, event, "Amina")
        phone = make_device(session, event)
        return mine.id, phone.token, codes_of(session, mine)[0].code


def meanwhile(app, monkeypatch, registration_id, other):
    """Forget somebody, and begin something else after their scans were looked through."""
    begun, done = Signal(), Signal()
    at_last = forgetting.forget

    def forget_later(*args, **options):
        begun.set()
        done.wait(A_MOMENT)
        at_last(*args, **options)

    monkeypatch.setattr(forgetting, "forget", forget_later)

    def run():
        with app.app_context():
            begun.wait(20)
            try:
                return other()
            finally:
                done.set()

    def forget():
        with app.app_context(), transaction() as session:
            found = session.get_one(Registration, registration_id)
            operations.forget(session, found, at=LATER, by=SYSTEM)

    with ThreadPoolExecutor(2) as pool:
        ends = [pool.submit(forget), pool.submit(run)]
        ends[0].result(30)
        return ends[1]


def scanning(token, code):
    def scan(session):
        row = make_scan(code)
        return record_scans(session, token, batch_of(row), at=LATER)

    return lambda: write(scan)


def telling_scans():
    """List the scans from which a forgotten ticket could be told."""
    db.session().rollback()
    scans = db.session().scalars(select(Scan).where(Scan.ticket_id.is_not(None)))
    return [each for each in scans if not is_forgotten(each.read_hash)]


def test_a_scan_at_that_moment_tells_nobody_whose_ticket_it_was(database, world, monkeypatch):
    registration_id, token, code = world
    meanwhile(database, monkeypatch, registration_id, scanning(token, code)).result(30)
    assert telling_scans() == []
    assert len(db.session().scalars(select(Scan)).all()) == 1


def test_control_without_holding_tickets_the_scan_would_tell(database, backend, world, monkeypatch):
    if backend == "sqlite":
        pytest.skip("on SQLite one writes at a time")
    registration_id, token, code = world
    monkeypatch.setattr(forgetting, "hold_all", lambda _, ids: ids)
    meanwhile(database, monkeypatch, registration_id, scanning(token, code)).result(30)
    assert len(telling_scans()) == 1


def test_whoever_leaves_at_that_moment_is_told_that_nobody_knows_them(database, world, monkeypatch):
    registration_id, _, _ = world

    def leave(session):
        found = session.get_one(Registration, registration_id)
        deregister_all(session, found, at=LATER, by=VISITOR)

    end = meanwhile(database, monkeypatch, registration_id, lambda: write(leave))
    with pytest.raises(RegistrationForgotten):
        end.result(30)
    db.session().rollback()
    [person] = db.session().scalars(select(Participant))
    assert (person.name, person.status) == (None, ParticipantStatus.CONFIRMED)
