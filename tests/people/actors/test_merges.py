"""Merges and their undoing, in any order, against a plain picture of them."""

from contextlib import suppress
from datetime import timedelta

from hypothesis import HealthCheck, given, settings, strategies as st

from eventsys.core.errors import DomainError
from eventsys.core.principal import SYSTEM
from eventsys.people.actors.models import ActorMerge
from eventsys.people.actors.operations import merge, undo_merge
from eventsys.people.actors.queries import read_register
from tests.actors import make_actor
from tests.factories import AT

ACTORS = 5
MINUTE = timedelta(minutes=1)
numbers = st.integers(0, ACTORS - 1)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("merge"), numbers, numbers),
        st.tuples(st.just("undo"), st.integers(0, 9), st.just(0)),
    ),
    max_size=14,
)


def root(links, number):
    while number in links:
        number = links[number]
    return number


def walk(session, actors, wanted):
    """Do the steps; tell after each how the plain picture stands."""
    links, done = {}, []
    for minute, (what, first, second) in enumerate(wanted):
        at = AT + minute * MINUTE
        with suppress(DomainError):
            if what == "merge":
                row = merge(session, actors[first], actors[second], at=at, by=SYSTEM)
                assert first not in links
                links[first] = second
                done.append((row, first))
            elif first < len(done):
                row, merged = done[first]
                undo_merge(session, row, at=at, by=SYSTEM)
                del links[merged]
        yield at, dict(links)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(wanted=steps)
def test_whoever_stands_for_whom_is_what_the_merges_that_stand_say(session, wanted):
    with session.begin_nested() as mark:
        actors = [make_actor(session, f"Aktør {number}") for number in range(ACTORS)]
        ids = [actor.id for actor in actors]
        pictures = list(walk(session, actors, wanted))
        for at, links in pictures:
            known = read_register(session, at=at)
            expected = [ids[root(links, number)] for number in range(ACTORS)]
            assert [known.canonical(each) for each in ids] == expected
            assert sorted(known.canonical_ids) == sorted(set(expected))
            assert sorted(each for group in known.members.values() for each in group) == ids
        for row in list(session.query(ActorMerge).filter_by(undone_at=None)):
            undo_merge(session, row, at=AT + 100 * MINUTE, by=SYSTEM)
        assert read_register(session).canonical_ids == ids
        mark.rollback()
    session.expire_all()
