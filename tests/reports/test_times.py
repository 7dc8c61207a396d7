"""When people registered and came: whole days, whole nights, and nobody alone."""

from datetime import UTC, date, datetime, time, timedelta

from eventsys.attendance.rules import Came
from eventsys.reports.dashboards.times import (
    ClockGroup,
    DayGroup,
    by_clock,
    by_day,
    days_together,
    hours_together,
)

ZONE = "Europe/Copenhagen"
MAY = datetime(2026, 5, 1, 10, tzinfo=UTC)
DAY = timedelta(days=1)


def test_few_of_one_day_stand_together_with_the_next():
    found = by_day([(MAY, 3), (MAY + DAY, 4), (MAY + 5 * DAY, 6)], ZONE)
    assert found == [
        DayGroup(first=date(2026, 5, 1), last=date(2026, 5, 2), people=7),
        DayGroup(first=date(2026, 5, 6), last=date(2026, 5, 6), people=6),
    ]


def test_a_day_is_local():
    late = datetime(2026, 5, 1, 22, 30, tzinfo=UTC)
    (found,) = by_day([(late, 5)], ZONE)
    assert found.first == date(2026, 5, 2)


def test_many_days_are_shown_as_weeks_and_very_many_as_months():
    by_week = by_day([(MAY + each * DAY, 5) for each in range(60)], ZONE)
    assert [each.people for each in by_week][:3] == [15, 35, 35]
    assert (by_week[0].first, by_week[0].last) == (date(2026, 5, 1), date(2026, 5, 3))
    by_month = by_day([(MAY + each * 10 * DAY, 5) for each in range(60)], ZONE)
    assert by_month[0] == DayGroup(first=date(2026, 5, 1), last=date(2026, 5, 31), people=20)
    assert sum(each.people for each in by_month) == 300


def test_nobody_registered_on_no_day():
    assert by_day([], ZONE) == []


def test_people_of_all_dates_come_at_one_time_of_the_day():
    start = datetime(2026, 5, 1, 11, tzinfo=UTC)
    came = {
        start: Came(admitted=2),
        start + 7 * DAY: Came(walk_ins=3),
        start + timedelta(minutes=15): Came(admitted=4),
        start + timedelta(minutes=30): Came(admitted=1, walk_ins=5),
    }
    assert by_clock(came, ZONE, start) == [
        ClockGroup(start=time(13), until=time(13, 15), people=5),
        ClockGroup(start=time(13, 15), until=time(13, 45), people=10),
    ]


def test_a_night_stays_in_order():
    start = datetime(2026, 5, 1, 20, tzinfo=UTC)  # ten in the evening
    came = {start: Came(admitted=5), start + timedelta(hours=3): Came(admitted=6)}
    assert [each.start for each in by_clock(came, ZONE, start)] == [time(22), time(1)]


def test_several_events_tell_no_day_that_one_of_them_hides():
    """Three registered for the second one on the first day: they count on the second."""
    open_to_all = by_day([(MAY, 20), (MAY + DAY, 30)], ZONE)
    small = by_day([(MAY, 3), (MAY + DAY, 9)], ZONE)
    assert [each.people for each in small] == [12]
    together = days_together([open_to_all, small])
    assert [(each.first.day, each.people) for each in together] == [(1, 20), (2, 42)]


def test_a_year_begins_with_the_first_day_of_a_group():
    few = by_day([(MAY, 3), (MAY + 3 * DAY, 2)], ZONE)
    later = by_day([(MAY + 300 * DAY, 6)], ZONE)
    first, *_ = days_together([few, later])
    assert (first.first, first.last, first.people) == (date(2026, 5, 1), date(2026, 5, 31), 5)


def test_the_days_of_no_events_are_none():
    assert days_together([]) == days_together([[]]) == []
    assert hours_together([]) == hours_together([[]]) == []


def test_several_events_are_told_hour_by_hour():
    noon, evening = datetime(2026, 5, 1, 10, tzinfo=UTC), datetime(2026, 5, 2, 18, tzinfo=UTC)
    came = {
        noon: Came(admitted=5),
        noon + timedelta(minutes=15): Came(admitted=6),
        noon + timedelta(minutes=50): Came(admitted=2),
        noon + timedelta(minutes=65): Came(walk_ins=4),
    }
    night = {
        evening: Came(walk_ins=7),
        evening + timedelta(hours=4): Came(walk_ins=8),
        evening + timedelta(hours=5, minutes=45): Came(walk_ins=9),
    }
    found = hours_together([by_clock(came, ZONE, noon), by_clock(night, ZONE, evening)])
    assert found == [
        ClockGroup(start=time(12), until=time(13), people=11),
        ClockGroup(start=time(13), until=time(14), people=6),
        ClockGroup(start=time(20), until=time(21), people=7),
        ClockGroup(start=time(0), until=time(1), people=8),
        ClockGroup(start=time(1), until=time(2), people=9),
    ]
