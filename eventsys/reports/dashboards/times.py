"""When people registered and came in, in groups that are not small; on plain values."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from eventsys.attendance.rules import Came
from eventsys.core.localtime import local_day, to_local
from eventsys.reports.dashboards.rules import joined

DAY, WEEK = timedelta(days=1), timedelta(days=7)
MOST_DAYS, MOST_WEEKS = 40, 40
QUARTERS = 96
"""How many quarters of an hour a day has."""
EARLY = 16
"""So many quarters of an hour before the start the day is thought to begin."""
MORNING = 16
"""In which quarter of an hour the day of several events begins: a party's night ends before."""


@dataclass(frozen=True, kw_only=True)
class DayGroup:
    """People of one day or of several that follow each other, both ends included."""

    first: date
    last: date
    people: int


@dataclass(frozen=True, kw_only=True)
class ClockGroup:
    """People of a time of the day, the end excluded."""

    start: time
    until: time
    people: int


def by_day(registered: Iterable[tuple[datetime, int]], zone: str) -> list[DayGroup]:
    """Group people by the day they registered; by week or by month where the days are many."""
    people: Counter[date] = Counter()
    for moment, number in registered:
        people[local_day(moment, zone)] += number
    return grouped(people, min(people)) if people else []


def days_together(events: Iterable[Iterable[DayGroup]]) -> list[DayGroup]:
    """Put the groups of several events together, each on its last day.

    So nothing follows of an event that its own groups do not tell.
    """
    groups = [group for groups in events for group in groups]
    people: Counter[date] = Counter()
    for group in groups:
        people[group.last] += group.people
    return grouped(people, min(group.first for group in groups)) if groups else []


def grouped(people: Mapping[date, int], first: date) -> list[DayGroup]:
    """Group people by day, by week or by month, from a day on that is not after the first."""
    starts = starts_between(first, max(people))
    numbers = [
        sum(people[day] for day in people if start <= day < end)
        for start, end in zip(starts, [*starts[1:], date.max], strict=True)
    ]
    ends = [*(start - DAY for start in starts[1:]), max(people)]
    return [
        DayGroup(
            first=max(starts[group.start], first),
            last=ends[group.stop - 1],
            people=sum(numbers[group.start : group.stop]),
        )
        for group in joined(numbers)
    ]


def starts_between(first: date, last: date) -> list[date]:
    """List the days on which days, weeks or months begin, whichever are not too many."""
    days = (last - first).days + 1
    if days <= MOST_DAYS:
        return [first + each * DAY for each in range(days)]
    monday = first - first.weekday() * DAY
    weeks = (last - monday).days // 7 + 1
    if weeks <= MOST_WEEKS:
        return [monday + each * WEEK for each in range(weeks)]
    months = range(month_of(first), month_of(last) + 1)
    return [date(each // 12, each % 12 + 1, 1) for each in months]


def month_of(day: date) -> int:
    """Count the months until a day's month."""
    return day.year * 12 + day.month - 1


def by_clock(
    came: Mapping[datetime, Came], zone: str, first_start: datetime
) -> Sequence[ClockGroup]:
    """Group people by the quarter of an hour in which they came, all dates together.

    The day begins some hours before the event, so that a night stays whole.
    """
    begins = quarter_of_day(to_local(first_start, zone)) - EARLY
    people: Counter[int] = Counter()
    for start, each in came.items():
        people[(quarter_of_day(to_local(start, zone)) - begins) % QUARTERS] += each.total
    return clock_groups([people[place] for place in range(QUARTERS)], begins)


def hours_together(events: Iterable[Iterable[ClockGroup]]) -> list[ClockGroup]:
    """Put the groups of several events together by hours, each in the hour in which it ends."""
    people: Counter[int] = Counter()
    for groups in events:
        for group in groups:
            people[(quarter_of_day(group.until) - 1 - MORNING) % QUARTERS // 4] += group.people
    return clock_groups([people[hour] for hour in range(QUARTERS // 4)], MORNING, 4)


def clock_groups(numbers: Sequence[int], begins: int, quarters: int = 1) -> list[ClockGroup]:
    """Join numbers of so many quarters of an hour each, from the beginning of a day on."""
    return [
        ClockGroup(
            start=time_of(group.start * quarters + begins),
            until=time_of(group.stop * quarters + begins),
            people=sum(numbers[group.start : group.stop]),
        )
        for group in joined(numbers)
    ]


def quarter_of_day(moment: datetime | time) -> int:
    """Tell in which quarter of an hour of its day a local time is."""
    return moment.hour * 4 + moment.minute // 15


def time_of(quarter: int) -> time:
    """Tell when a quarter of an hour begins."""
    hours, quarters = divmod(quarter % QUARTERS, 4)
    return time(hours, quarters * 15)
