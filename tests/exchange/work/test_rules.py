"""The states of long work, and the boundary."""

from datetime import timedelta

import pytest

from eventsys.exchange.work.rules import (
    AT_ONCE,
    STEPS,
    UNFINISHED,
    WorkState,
    gone_at,
    is_long,
    states_before,
)
from tests.factories import AT


@pytest.mark.parametrize("before", list(WorkState))
@pytest.mark.parametrize("after", list(WorkState))
def test_of_all_pairs_of_states_only_these_follow_each_other(before, after):
    follows = {
        ("waiting", "working"),
        ("waiting", "stopped"),
        ("working", "working"),
        ("working", "done"),
        ("working", "stopped"),
        ("working", "failed"),
        ("done", "stopped"),
        ("failed", "stopped"),
    }
    assert (after in STEPS[before]) == ((before, after) in follows)
    assert (before in states_before(after)) == ((before, after) in follows)


def test_nothing_follows_what_was_stopped_and_what_is_not_over_is_unfinished():
    assert STEPS[WorkState.STOPPED] == frozenset()
    assert {WorkState.WAITING, WorkState.WORKING} == UNFINISHED


def test_papers_of_two_hundred_are_made_at_once_and_of_one_more_are_long_work():
    assert (is_long(AT_ONCE), is_long(AT_ONCE + 1)) == (False, True)


def test_a_file_is_gone_after_a_day():
    assert gone_at(AT) == AT + timedelta(days=1)
