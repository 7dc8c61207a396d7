"""Nothing is overbooked, whoever is fastest; with a control that shows the race is real."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier, Event as Signal

import pytest

from eventsys.core import clock
from eventsys.core.db import db, transaction, write
from eventsys.core.errors import DomainError
from eventsys.core.outbox import Notice
from eventsys.core.principal import VISITOR
from eventsys.events.errors import CapacityBelowTaken, HasRegistrations, NotEnoughPlaces
from eventsys.events.models import PlacePool
from eventsys.events.operations import amend_event, cancel, withdraw
from eventsys.events.pools.queries import count_taken
from eventsys.events.queries import get_event, plan_of
from eventsys.registration.errors import RegistrationClosed
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant, Registration
from eventsys.registration.operations import register_once
from eventsys.registration.queries import find_participant
from eventsys.registration.requests import Attempt
from tests.factories import make_event, make_request, names_of

THREADS = 8
A_MOMENT = 0.3


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


def test_one_attempt_for_the_last_places_is_never_told_that_all_are_taken(database, slug):
    results = at_once(database, *(taker(slug, "same", 7) for _ in range(8)))
    assert len(set(results)) == 1
    assert isinstance(results[0], int)
    assert taken(slug) == 7


def test_people_of_one_registration_who_leave_at_once_are_each_told(database, slug):
    registration_id = taker(slug, "family", 7)()

    def leaving(position):
        def leave(session):
            registration = session.get_one(Registration, registration_id)
            participant = find_participant(session, registration, position)
            deregister(session, participant, at=clock.now(), by=VISITOR)

        return lambda: write(leave)

    at_once(database, *(leaving(position) for position in range(1, 8)))
    session = db.session()
    session.rollback()
    assert count_taken(session, get_event(session, slug)) == 0
    revisions = sorted(revision for (revision,) in session.query(Notice.revision))
    assert revisions == list(range(1, 9))


def one_after_the_other(app, first, second):
    """Begin the second while the first has changed but not committed; tell what each comes to."""
    changed = Signal()

    def run_first():
        with app.app_context(), transaction() as session:
            first(session)
            session.flush()
            changed.set()
            Signal().wait(A_MOMENT)

    def run_second():
        changed.wait(20)
        with app.app_context():
            try:
                with transaction() as session:
                    second(session)
            except DomainError as refusal:
                return type(refusal)
        return None

    with ThreadPoolExecutor(2) as pool:
        running = pool.submit(run_first), pool.submit(run_second)
        return [each.result(20) for each in running]


def registering(slug):
    def register_two(session):
        request, attempt = make_request("A", "B"), Attempt(scope="race", key="two")
        register_once(session, slug, request, attempt, at=clock.now(), by=VISITOR)

    return register_two


def changing(slug, change):
    return lambda session: change(session, get_event(session, slug), at=clock.now(), by=VISITOR)


def lower_capacity(session, event, *, at, by):
    amend_event(session, event, replace(plan_of(session, event), capacity=1), at=at, by=by)


@pytest.mark.parametrize(
    ("change", "refusal"), [(withdraw, HasRegistrations), (lower_capacity, CapacityBelowTaken)]
)
def test_a_change_waits_for_a_registration_that_is_under_way(database, slug, change, refusal):
    outcomes = one_after_the_other(database, registering(slug), changing(slug, change))
    assert outcomes == [None, refusal]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (withdraw, RegistrationClosed),
        (cancel, RegistrationClosed),
        (lower_capacity, NotEnoughPlaces),
    ],
)
def test_a_registration_waits_for_a_change_that_is_under_way(database, slug, change, refusal):
    outcomes = one_after_the_other(database, changing(slug, change), registering(slug))
    assert outcomes == [None, refusal]
    assert taken(slug) == 0


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
