"""What a dashboard hides cannot be worked out from all that is shown: a solver tries."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from eventsys.evaluation.rates.hiding import Span, is_small
from eventsys.reports.dashboards.rules import (
    gives_away,
    hidden_of,
    joined,
    told_of,
    told_together,
)

MANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
KEYS = ("da", "en", "ar", "ur")
NUMBERS = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 9, 30])
ROWS = st.lists(st.lists(NUMBERS, min_size=4, max_size=4), min_size=1, max_size=6).map(
    lambda rows: [dict(zip(KEYS, row, strict=True)) for row in rows]
)


def solver_of(rows, told_keys):
    """Tell a solver all that the pages of the events and of the year say.

    The sum of an event stands on its page; where that alone is about few it is no secret, and the
    event is left out of what the solver may look for.
    """
    people = {
        place * len(KEYS) + column: row[key]
        for place, row in enumerate(rows)
        for column, key in enumerate(KEYS)
    }

    def cell(place, key):
        return place * len(KEYS) + KEYS.index(key)

    span = Span(people)
    for place, row in enumerate(rows):
        span = span.with_group(frozenset(cell(place, key) for key in KEYS))
        for key, number in told_of(row).items():
            if number is not None:
                span = span.with_group(frozenset({cell(place, key)}))
    for key in told_keys:
        span = span.with_group(frozenset(cell(place, key) for place in range(len(rows))))
    return span


def with_large_events(rows):
    return [row for row in rows if not is_small(sum(row.values()))]


@MANY
@given(ROWS)
def test_no_small_group_can_be_worked_out_of_events_and_their_year(rows):
    rows = with_large_events(rows)
    told = told_together(rows, KEYS)
    shown = [key for key in KEYS if told[key] is not None]
    assert not solver_of(rows, shown).gives_away()
    assert not any(is_small(number) for number in told.values() if number is not None)
    hidden = [key for key in KEYS if told[key] is None]
    assert not is_small(sum(row[key] for row in rows for key in hidden))


@MANY
@given(ROWS, st.sets(st.sampled_from(KEYS)))
def test_what_is_said_to_give_groups_away_is_what_a_solver_finds(rows, untold):
    rows = with_large_events(rows)
    shown = [key for key in KEYS if key not in untold]
    found = gives_away(hidden_of(rows), untold)
    assert found == solver_of(rows, shown).gives_away()


def test_a_solver_finds_a_group_that_is_hidden_in_an_event_alone():
    """The control: hiding by event alone, as if no year were shown, lets the year tell."""
    rows = [{"da": 30, "en": 0, "ar": 9, "ur": 3}, {"da": 30, "en": 0, "ar": 9, "ur": 20}]
    assert solver_of(rows, KEYS).gives_away()
    told = told_together(rows, KEYS)
    assert told == {"da": 60, "en": 0, "ar": None, "ur": None}
    assert not solver_of(rows, ["da", "en"]).gives_away()


def test_small_groups_of_many_events_are_told_together():
    rows = [{"da": 30, "en": 0, "ar": 4, "ur": 3} for _ in range(10)]
    assert told_together(rows, KEYS) == {"da": 300, "en": 0, "ar": 40, "ur": 30}


def test_a_group_that_is_small_in_the_whole_year_is_hidden_with_another():
    rows = [{"da": 30, "en": 7, "ar": 0, "ur": 1}, {"da": 30, "en": 7, "ar": 0, "ur": 1}]
    assert told_together(rows, KEYS) == {"da": 60, "en": None, "ar": 0, "ur": None}


@pytest.mark.parametrize(
    ("numbers", "groups"),
    [
        ([], []),
        ([0, 0], []),
        ([5, 6], [5, 6]),
        ([2, 3, 7], [5, 7]),
        ([7, 2, 1], [10]),
        ([1, 2], [3]),
        ([0, 4, 0, 4, 0], [8]),
    ],
)
def test_neighbours_are_put_together_until_nobody_stands_out(numbers, groups):
    assert [sum(numbers[place] for place in each) for each in joined(numbers)] == groups


@MANY
@given(st.lists(NUMBERS, max_size=30))
def test_times_lose_nobody_and_none_is_small_but_the_whole(numbers):
    groups = joined(numbers)
    sums = [sum(numbers[place] for place in each) for each in groups]
    assert sum(sums) == sum(numbers)
    assert not any(map(is_small, sums)) or len(sums) == 1
    places = [place for each in groups for place in each]
    assert places == sorted(set(places))
    assert all(numbers[each.start] and numbers[each.stop - 1] for each in groups) or len(groups) > 1
    assert Counter(places).most_common(1) in ([], [(places[0], 1)] if places else [])


def safest_by_trying(rows):
    """Let a solver judge every choice of groups; tell of how many people the best one tells."""
    people = {key: sum(row[key] for row in rows) for key in KEYS}
    must = {key for key, number in told_of(people).items() if number is None}
    best = 0
    for choice in range(2 ** len(KEYS)):
        told = [key for place, key in enumerate(KEYS) if choice >> place & 1 and key not in must]
        if not solver_of(rows, told).gives_away():
            best = max(best, sum(people[key] for key in told))
    return best


@settings(MANY, max_examples=100)
@given(ROWS)
def test_as_many_people_are_told_of_as_a_solver_lets(rows):
    rows = with_large_events(rows)
    told = told_together(rows, KEYS)
    assert sum(number for number in told.values() if number) == safest_by_trying(rows)


def test_a_smaller_group_is_told_where_the_largest_cannot_be():
    """To hide the smallest first, until nothing is left, told nobody of this year."""
    rows = [{"da": 2, "en": 2, "ar": 0, "ur": 30}, {"da": 40, "en": 40, "ar": 30, "ur": 0}]
    told = told_together(rows, KEYS)
    assert told["ar"] == 30
    shown = [key for key in KEYS if told[key] is not None]
    assert not solver_of(rows, shown).gives_away()
