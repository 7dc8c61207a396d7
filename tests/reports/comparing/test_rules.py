"""Which years are compared, where another rule begins, and what of them can be drawn."""

import pytest

from eventsys.reports.comparing.rules import (
    Break,
    EarlierNumber,
    Origin,
    YearNumber,
    breaks_in,
    years_until,
)


def number(year, version=1, value=7, **changes):
    return YearNumber(year=year, origin=Origin.NEWEST, version=version, value=value, **changes)


def earlier(*numbers):
    told = [
        EarlierNumber(year=2007, event_name="F07", number=each, counts="opgaver", source="Bilag")
        for each in numbers
    ]
    return YearNumber(year=2007, origin=Origin.EARLIER, earlier=told)


@pytest.mark.parametrize(
    ("last", "asked", "told", "years"),
    [
        (2012, 10, [2009, 2011], [2009, 2010, 2011, 2012]),
        (2012, 2, [2009, 2011], [2011, 2012]),
        (2012, 99, range(1990, 2020), [*range(2003, 2013)]),
        (2012, 0, [2009], [2012]),
        (2012, 10, [], [2012]),
        (2012, 10, [2030], [2012]),
    ],
)
def test_years_begin_with_the_first_of_which_anything_is_told_and_are_ten_at_most(
    last, asked, told, years
):
    assert [*years_until(last, asked, told)] == years


def test_another_rule_is_told_once_where_it_begins():
    numbers = [number(2008), number(2009), number(2010, 2), number(2011, 2), number(2012, 3)]
    assert breaks_in(numbers) == {
        2010: Break(year=2010, before=1, after=2),
        2012: Break(year=2012, before=2, after=3),
    }


def test_a_year_that_was_not_counted_hides_no_break():
    numbers = [number(2008), earlier(92), number(2010, 2)]
    assert breaks_in(numbers) == {2010: Break(year=2010, before=1, after=2)}
    assert breaks_in([earlier(92), number(2010, 2)]) == {}


@pytest.mark.parametrize(
    ("told", "size"),
    [
        (number(2009, value=7), 7),
        (number(2009, value=91.7), 91.7),
        (number(2009, value=True), None),
        (number(2009, value="4 point"), None),
        (number(2009, value=None), None),
        (earlier(92), 92),
        (earlier(92, 11), None),
    ],
)
def test_one_number_is_drawn_and_never_the_sum_of_several(told, size):
    assert told.size == size
