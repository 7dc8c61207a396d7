"""Nothing is overbooked, whoever is fastest; with a control that shows the race is real."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from eventsys.core import clock
from eventsys.core.db import db, transaction, write
from eventsys.core.principal import VISITOR
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.models import PlacePool
from eventsys.events.pools.queries import count_taken
from eventsys.events.queries import get_event
from eventsys.registration.models import Participant, Registration
from eventsys.registration.operations import deregister, register_once
from eventsys.registration.queries import find_participant
from eventsys.registration.requests import Attempt
from tests.factories import make_event, make_request, names_of

THREADS = 8


@pytest.fixture
def slug(database):
    """An event with seven places."""
    with transaction() as session:
        return make_event(session, at=clock.now(), capacity=7).slug


def at_once(app, *operations):
    """Run operations in threads that begin together; give results and refusals."""
    barrier = Barrier(min(THREADS, len(operations)))

    def run(operation):
        with app.app_context():
            barrier.wait(20)
            try:
                return operation()
            except NotEnoughPlaces as refusal:
                return refusal

    results = []
    with ThreadPoolExecutor(THREADS) as pool:
        for start in range(0, len(operations), THREADS):
            results += pool.map(run, operations[start : start + THREADS])
    return results


def taker(slug, key, number=1):
    """Ask for a number of places, as a request of its own."""

    def take():
        attempt = Attempt(scope="race", key=str(key))
        return write(
            lambda session: (
                register_once(
                    session,
                    slug,
                    make_request(*names_of(number)),
                    attempt,
                    at=clock.now(),
                    by=VISITOR,
                ).registration.id
            )
        )

    return take


def taken(slug):
    session = db.session()
    session.rollback()
    event = get_event(session, slug)
    persons = session.query(Participant).filter_by(event_id=event.id).count()
    assert count_taken(session, event) == persons
    return persons


def test_families_at_once_never_take_more_than_there_is(database, slug):
    results = at_once(database, *(taker(slug, key, 1 + key % 4) for key in range(40)))
    accepted = [1 + key % 4 for key, result in enumerate(results) if isinstance(result, int)]
    assert taken(slug) == sum(accepted) == 7


def test_one_attempt_sent_eight_times_at_once_is_one_registration(database, slug):
    results = at_once(database, *(taker(slug, "same") for _ in range(8)))
    assert len(set(results)) == 1
    assert taken(slug) == 1


def test_deregistering_twice_at_once_frees_one_place(database, slug):
    registration_id = taker(slug, "one", 3)()

    def leave(session):
        registration = session.get_one(Registration, registration_id)
        participant = find_participant(session, registration, 1)
        deregister(session, participant, at=clock.now(), by=VISITOR)

    at_once(database, *([lambda: write(leave)] * 8))
    event = get_event(db.session(), slug)
    assert count_taken(db.session(), event) == 2


def test_control_counting_before_inserting_overbooks(database, slug):
    """The same race without the conditional update: it must show that the tests above can fail."""
    event_id = get_event(db.session(), slug).id
    counted = Barrier(THREADS)

    def take_naively():
        pool = db.session().query(PlacePool).filter_by(event_id=event_id).one()
        seen, capacity = pool.taken, pool.capacity
        db.session().rollback()
        counted.wait(20)
        if seen < capacity:
            write(
                lambda session: (
                    session.query(PlacePool)
                    .filter_by(event_id=event_id)
                    .update({"taken": PlacePool.taken + 1})
                )
            )

    at_once(database, *([take_naively] * (2 * THREADS)))
    db.session().rollback()
    assert count_taken(db.session(), get_event(db.session(), slug)) > 7
