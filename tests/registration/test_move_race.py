"""Families who change places at once: none is lost, none is overbooked, none waits for ever."""

from collections import Counter
from threading import Barrier

import pytest

from eventsys.core import clock
from eventsys.core.db import db, transaction, write
from eventsys.core.principal import VISITOR
from eventsys.events.models import PlacePool
from eventsys.events.queries import get_event
from eventsys.events.rules import Attends
from eventsys.registration.models import Participant, Registration
from eventsys.registration.moves.operations import move
from eventsys.registration.rules import IfFull
from eventsys.registration.waitlist.queries import position_of
from tests.factories import make_event, make_registration
from tests.registration.test_race import THREADS, at_once

FAMILIES = 8


@pytest.fixture
def event(database):
    """An event with two dates of nine places; eight families of one at the first, one of four."""
    at = clock.now()
    with transaction() as session:
        event = make_event(session, at=at, days=(7, 14), attends=Attends.ONE, capacity=9)
        ones = [make_registration(session, event, "A", at=at, occasion_no=1) for _ in range(8)]
        four = make_registration(session, event, *"ABCD", at=at, occasion_no=2)
        return event.id, [one.id for one in ones], four.id


def mover(registration_id, no):
    def run(session):
        found = session.get_one(Registration, registration_id)
        move(session, found, no, at=clock.now(), by=VISITOR)

    return lambda: write(run)


def places(event_id):
    """Tell the places taken at each date, by the pools and by the people."""
    db.session().rollback()
    pools = db.session().query(PlacePool).filter_by(event_id=event_id)
    taken = {pool.occasion_id: pool.taken for pool in pools}
    people = {
        occasion: db.session().query(Participant).filter_by(occasion_id=occasion).count()
        for occasion in taken
    }
    return taken, people


def test_families_who_move_at_once_never_take_more_than_there_is(database, event):
    event_id, ones, four = event
    at_once(database, *(mover(one, 2) for one in ones[1:]), mover(four, 1))
    taken, people = places(event_id)
    assert taken == people
    assert sum(taken.values()) == 12
    assert max(taken.values()) <= 9


def test_families_who_change_places_do_not_wait_in_a_circle(database, event):
    event_id, ones, four = event
    for there in (2, 1, 2, 1):
        at_once(database, *(mover(one, there) for one in ones[1:]), mover(four, 3 - there))
    taken, people = places(event_id)
    assert taken == people
    assert sum(taken.values()) == 12


def test_one_family_that_presses_twice_moves_once(database, event):
    event_id, ones, _ = event
    at_once(database, *([mover(ones[0], 2)] * 8))
    taken, people = places(event_id)
    assert taken == people
    assert sorted(taken.values()) == [5, 7]


@pytest.fixture
def waiting(database):
    """An event with two dates of three places; at the first eight families of one wait."""
    at = clock.now()
    with transaction() as session:
        event = make_event(session, at=at, days=(7, 14), attends=Attends.ONE, capacity=3)
        make_registration(session, event, *"ABC", at=at, occasion_no=1)
        wait = {"at": at, "occasion_no": 1, "if_full": IfFull.WAITLIST}
        return [make_registration(session, event, "A", **wait).id for _ in range(8)]


def test_those_who_wait_and_move_at_once_share_the_places_and_the_line(database, waiting):
    families = waiting
    at_once(database, *(mover(one, 2) for one in families))
    db.session().rollback()
    there = db.session().get_one(Registration, families[0]).occasion_id
    people = db.session().query(Participant).filter_by(occasion_id=there)
    assert Counter(person.status.value for person in people) == {"confirmed": 3, "waiting": 5}
    pool = db.session().query(PlacePool).filter_by(occasion_id=there).one()
    assert (pool.taken, pool.capacity) == (3, 3)
    found = [db.session().get_one(Registration, each) for each in families]
    numbers = [position_of(db.session(), each) for each in found]
    assert sorted(number for number in numbers if number) == [1, 2, 3, 4, 5]


def test_control_moving_without_the_claim_overbooks(database, event):
    """The same race by looking first: it must show that the tests above can fail."""
    event_id, _, _ = event
    there = max(places(event_id)[0])
    looked = Barrier(THREADS)

    def move_naively():
        pool = db.session().query(PlacePool).filter_by(occasion_id=there).one()
        fits = pool.taken + 1 <= pool.capacity
        db.session().rollback()
        looked.wait(20)
        if fits:
            write(
                lambda session: (
                    session.query(PlacePool)
                    .filter_by(occasion_id=there)
                    .update({"taken": PlacePool.taken + 1})
                )
            )

    at_once(database, *([move_naively] * FAMILIES))
    assert places(event_id)[0][there] > 9
    assert get_event(db.session(), "fest-1").id == event_id
