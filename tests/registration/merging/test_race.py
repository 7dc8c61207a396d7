"""Merging, leaving and registering at once: no place is lost and none is given twice."""

from threading import Barrier

import pytest

from eventsys.core import clock
from eventsys.core.db import db, transaction, write
from eventsys.core.errors import DomainError
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.events.models import PlacePool
from eventsys.registration.changes.queries import list_present
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.merging.operations import merge
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import ParticipantStatus
from tests.factories import make_event, make_registration
from tests.registration.test_race import THREADS, at_once


@pytest.fixture
def two(database):
    """Two registrations of three people each, all of them registered twice."""
    at = clock.now()
    with transaction() as session:
        event = make_event(session, at=at, capacity=6)
        return [make_registration(session, event, *"ABC", at=at).id for _ in range(2)]


def merging(kept, other):
    def run(session):
        found = [session.get_one(Registration, each) for each in (kept, other)]
        twice = {each.id for each in list_present(session, found[1])}
        merge(session, *found, twice, at=clock.now(), by=SYSTEM)

    def attempt():
        try:
            write(run)
        except DomainError:
            return

    return attempt


def leaving(registration_id, position):
    def run(session):
        found = session.query(Participant).filter_by(
            registration_id=registration_id, position=position
        )
        deregister(session, found.one(), at=clock.now(), by=VISITOR)

    return lambda: write(run)


def standing():
    """Tell how many places are taken by the pool, and how many people have one."""
    db.session().rollback()
    confirmed = db.session().query(Participant).filter_by(status=ParticipantStatus.CONFIRMED)
    return db.session().query(PlacePool).one().taken, confirmed.count()


def test_two_who_merge_both_ways_at_once_leave_one_registration(database, two):
    first, second = two
    at_once(database, *([merging(first, second), merging(second, first)] * 4))
    assert standing() == (3, 3)


def test_who_leaves_while_others_merge_gives_each_place_back_once(database, two):
    first, second = two
    at_once(database, *([merging(first, second)] * 4), *(leaving(second, n) for n in (1, 2, 3, 1)))
    assert standing() == (3, 3)


def test_control_giving_back_without_the_lock_counts_a_place_twice(database, two):
    """The same race by looking first: it must show that the tests above can fail."""
    looked = Barrier(THREADS)

    def leave_naively():
        person = db.session().query(Participant).filter_by(registration_id=two[1], position=1).one()
        is_in = person.status is ParticipantStatus.CONFIRMED
        db.session().rollback()
        looked.wait(20)
        if is_in:
            write(
                lambda session: (
                    session.query(PlacePool).update({"taken": PlacePool.taken - 1}),
                    session.query(Participant)
                    .filter_by(registration_id=two[1], position=1)
                    .update({"status": ParticipantStatus.DEREGISTERED}),
                )
            )

    at_once(database, *([leave_naively] * 3), *([looked.wait] * (THREADS - 3)))
    taken, confirmed = standing()
    assert taken < confirmed
