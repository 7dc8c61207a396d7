"""Two who merge two actors at once, each into the other, close no ring; with a control."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.errors import DomainError
from eventsys.core.principal import SYSTEM
from eventsys.people.actors.errors import AlreadyMerged
from eventsys.people.actors.models import ActorMerge
from eventsys.people.actors.operations import merge
from eventsys.people.actors.queries import get_actor, read_merges
from tests.actors import make_actor


@pytest.fixture
def two(database):
    """The ids of two actors that are probably one."""
    with transaction() as session:
        return [make_actor(session, name).id for name in ("Biblioteket", "Bibliotheket")]


def at_once(app, work, *pairs):
    barrier = Barrier(len(pairs))

    def run(pair):
        with app.app_context():
            barrier.wait(20)
            try:
                work(*pair)
            except DomainError as refusal:
                return type(refusal)
            return None

    with ThreadPoolExecutor(len(pairs)) as pool:
        return list(pool.map(run, pairs))


def standing():
    session = db.session()
    session.rollback()
    return read_merges(session)


def test_of_two_merges_that_would_close_a_ring_one_is_refused(database, two):
    first, second = two

    def merge_them(one, other):
        with transaction() as session:
            actor, into = get_actor(session, one), get_actor(session, other)
            merge(session, actor, into, at=clock.now(), by=SYSTEM)

    outcomes = at_once(database, merge_them, (first, second), (second, first))
    assert sorted(outcomes, key=str) == [AlreadyMerged, None]
    assert len(standing()) == 1


def test_control_looking_before_merging_closes_the_ring(database, two):
    """The same race without the lock: the test above can fail."""
    first, second = two
    seen = Barrier(2)

    def naively(one, other):
        merged = standing()
        db.session().rollback()
        seen.wait(20)
        if not {one, other} & set(merged):
            with transaction() as session:
                session.add(
                    ActorMerge(from_id=one, into_id=other, merged_at=clock.now(), merged_by="test")
                )

    at_once(database, naively, (first, second), (second, first))
    assert standing() == {first: second, second: first}
