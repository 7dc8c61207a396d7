"""Both nights on which the clocks change."""

from datetime import UTC, datetime

import pytest

from eventsys.core.localtime import (
    AmbiguousTime,
    NonexistentTime,
    from_local,
    in_utc,
    local_day,
    to_local,
)


def test_a_time_that_the_clocks_skip_is_refused():
    with pytest.raises(NonexistentTime):
        from_local(datetime(2027, 3, 28, 2, 30))  # noqa: DTZ001 -- a local time has no zone yet


def test_a_time_that_comes_twice_asks_which():
    twice = datetime(2027, 10, 31, 2, 30)  # noqa: DTZ001 -- a local time has no zone yet
    with pytest.raises(AmbiguousTime):
        from_local(twice)
    assert from_local(twice, second=False) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert from_local(twice, second=True) == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(("month", "hour"), [(1, 11), (7, 10)])
def test_noon_is_noon_in_winter_and_in_summer(month, hour):
    noon = datetime(2027, month, 1, 12)  # noqa: DTZ001 -- a local time has no zone yet
    moment = from_local(noon)
    assert moment == datetime(2027, month, 1, hour, tzinfo=UTC)
    assert to_local(moment).replace(tzinfo=None) == noon


def test_the_last_half_hour_of_the_year_in_utc_is_next_year_here():
    assert local_day(datetime(2009, 12, 31, 23, 30, tzinfo=UTC)).year == 2010


def test_other_programs_read_a_moment_in_utc_whatever_its_zone():
    noon = to_local(datetime(2027, 6, 5, 12, 0, 0, 5, tzinfo=UTC))
    assert in_utc(noon) == "2027-06-05T12:00:00.000005Z"
    assert in_utc(noon, "seconds") == "2027-06-05T12:00:00Z"
