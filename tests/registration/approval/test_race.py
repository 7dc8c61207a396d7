"""Two organisers who say yes at once give no place twice; with a control that shows the race."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from eventsys.core import clock
from eventsys.core.db import db, transaction, write
from eventsys.core.errors import DomainError
from eventsys.core.principal import SYSTEM
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.events.models import PlacePool
from eventsys.events.pools.queries import count_taken
from eventsys.events.queries import get_event
from eventsys.registration.approval.errors import NothingToDecide
from eventsys.registration.approval.operations import approve, decline
from eventsys.registration.approval.queries import list_asking
from eventsys.registration.models import Participant, Registration
from tests.factories import make_event, make_family


@pytest.fixture
def asking(database):
    """An event with one place left, and two requests for it."""
    at = clock.now()
    with transaction() as session:
        event = make_event(session, at=at, capacity=1, intake=IntakePlan(way=Way.APPROVAL))
        return event.slug, [make_family(session, event, 1, at=at).id for _ in range(2)]


def at_once(app, *operations):
    barrier = Barrier(len(operations))

    def run(operation):
        with app.app_context():
            barrier.wait(20)
            try:
                write(operation)
            except DomainError as refusal:
                return type(refusal)
            return None

    with ThreadPoolExecutor(len(operations)) as pool:
        return list(pool.map(run, operations))


def approving(registration_id):
    def say_yes(session):
        found = session.get_one(Registration, registration_id)
        approve(session, found, at=clock.now(), by=SYSTEM)

    return say_yes


def confirmed(slug):
    session = db.session()
    session.rollback()
    event = get_event(session, slug)
    people = session.query(Participant).filter_by(event_id=event.id, status="confirmed").count()
    assert count_taken(session, event) == people
    return people


def test_two_organisers_who_approve_the_last_place_at_once_give_it_once(database, asking):
    slug, (first, second) = asking
    outcomes = at_once(database, approving(first), approving(second))
    assert sorted(outcomes, key=str) == [NotEnoughPlaces, None]
    assert confirmed(slug) == 1


def test_one_request_approved_by_eight_at_once_takes_one_place(database, asking):
    slug, (first, _) = asking
    assert at_once(database, *[approving(first)] * 8) == [None] * 8
    assert confirmed(slug) == 1


def test_a_yes_and_a_no_at_once_come_to_one_of_the_two(database, asking):
    slug, (first, _) = asking

    def say_no(session):
        found = session.get_one(Registration, first)
        decline(session, found, "No", at=clock.now(), by=SYSTEM)

    outcomes = at_once(database, approving(first), say_no)
    assert sorted(outcomes, key=str) == [NothingToDecide, None]
    assert confirmed(slug) == (1 if outcomes[0] is None else 0)


def test_control_looking_before_approving_gives_the_last_place_twice(database, asking):
    """The same race without the lock and the conditional update: the tests above can fail."""
    slug, ids = asking
    event_id = get_event(db.session(), slug).id
    seen = Barrier(2)

    def naively(registration_id):
        session = db.session()
        pool = session.query(PlacePool).filter_by(event_id=event_id).one()
        left = pool.capacity - pool.taken
        people = list_asking(session, session.get_one(Registration, registration_id))
        position = people[0].id
        session.rollback()
        seen.wait(20)
        if left:
            write(
                lambda s: (
                    s.query(Participant).filter_by(id=position).update({"status": "confirmed"})
                )
            )

    def run(registration_id):
        with database.app_context():
            naively(registration_id)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, ids))
    session = db.session()
    session.rollback()
    people = session.query(Participant).filter_by(event_id=event_id, status="confirmed").count()
    assert people > 1
