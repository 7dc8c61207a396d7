"""Two who draw at once draw once, and whoever registers meanwhile comes behind."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event as Signal

import pytest

from eventsys.core import clock
from eventsys.core.db import db, transaction, write
from eventsys.core.principal import SYSTEM, VISITOR
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.events.pools.queries import count_taken
from eventsys.events.queries import get_event
from eventsys.registration.draw.models import Draw
from eventsys.registration.draw.operations import draw
from eventsys.registration.draw.queries import find_draw
from eventsys.registration.models import Participant
from eventsys.registration.operations import register
from eventsys.registration.rules import IfFull
from eventsys.registration.waitlist.models import WaitlistEntry
from tests.factories import make_event, make_family, make_request

THREADS = 6
A_MOMENT = 0.3


@pytest.fixture
def lottery(database):
    """An event with three places whose registration has closed, and ten parties of one."""
    at = clock.now()
    with transaction() as session:
        event = make_event(
            session,
            at=at,
            capacity=3,
            intake=IntakePlan(way=Way.DRAW),
            registration_opens_at=at - timedelta(days=2),
            registration_closes_at=at,
        )
        for _ in range(10):
            make_family(session, event, 1, at=at - timedelta(minutes=1))
        return event.slug, at


def drawing(slug, at):
    def run(session):
        return draw(session, get_event(session, slug), at=at, by=SYSTEM).seed

    return run


def numbers(slug):
    """Count the draws, the places taken, those who have one and those who wait in line."""
    session = db.session()
    session.rollback()
    event = get_event(session, slug)
    confirmed = session.query(Participant).filter_by(event_id=event.id, status="confirmed")
    waiting = session.query(WaitlistEntry).filter_by(event_id=event.id)
    draws = session.query(Draw).count()
    return draws, count_taken(session, event), confirmed.count(), waiting.count()


def test_two_who_draw_at_once_draw_once(database, lottery):
    slug, at = lottery
    barrier = Barrier(THREADS)

    def run(_):
        with database.app_context():
            barrier.wait(20)
            return write(drawing(slug, at))

    with ThreadPoolExecutor(THREADS) as pool:
        seeds = set(pool.map(run, range(THREADS)))
    assert len(seeds) == 1
    assert numbers(slug) == (1, 3, 3, 7)


def test_a_registration_that_waits_for_the_draw_comes_behind(database, lottery):
    slug, at = lottery
    changed = Signal()

    def draw_slowly():
        with database.app_context(), transaction() as session:
            drawing(slug, at)(session)
            changed.set()
            Signal().wait(A_MOMENT)

    def come_late():
        changed.wait(20)
        with database.app_context(), transaction() as session:
            request = make_request("Late", if_full=IfFull.WAITLIST)
            event = get_event(session, slug)
            register(session, event, request, at=at - timedelta(seconds=1), by=VISITOR)

    with ThreadPoolExecutor(2) as pool:
        for each in (pool.submit(draw_slowly), pool.submit(come_late)):
            each.result(20)
    assert numbers(slug) == (1, 3, 3, 8)


def test_control_looking_before_drawing_draws_twice(database, lottery):
    """The same race without the lock: both look, see no draw, and would each choose a seed."""
    slug, _ = lottery
    looked = Barrier(2)

    def look(_):
        with database.app_context():
            session = db.session()
            seen = find_draw(session, get_event(session, slug).id)
            session.rollback()
            looked.wait(20)
            return seen

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(look, range(2))) == [None, None]
