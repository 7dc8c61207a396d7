"""Dates week after week fall on the same weekday, and never on a day that is left out."""

from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from eventsys.events.occasions.rules import days_after

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("weeks", "never_on", "expected"),
    [
        (1, [], [date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 15)]),
        (2, [], [date(2026, 12, 8), date(2026, 12, 22), date(2027, 1, 5)]),
        (
            1,
            [date(2026, 12, 8), date(2026, 12, 9)],
            [date(2026, 12, 1), date(2026, 12, 15), date(2026, 12, 22)],
        ),
        (4, [date(2026, 12, 22)], [date(2027, 1, 19), date(2027, 2, 16), date(2027, 3, 16)]),
    ],
)
def test_dates_follow_the_last_one(weeks, never_on, expected):
    assert list(days_after(TUESDAY, 3, weeks=weeks, never_on=never_on)) == expected


@settings(deadline=None)
@given(
    st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    st.integers(1, 59),
    st.integers(1, 4),
    st.sets(st.dates(date(2026, 1, 1), date(2031, 1, 1)), max_size=20),
)
def test_there_are_as_many_as_were_asked_for(last, number, weeks, never_on):
    days = list(days_after(last, number, weeks=weeks, never_on=never_on))
    assert len(days) == len(set(days)) == number
    assert {(day - last).days % (7 * weeks) for day in days} == {0}
    assert min(days) > last
    assert not never_on & set(days)
