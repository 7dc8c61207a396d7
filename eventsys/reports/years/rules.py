"""How the events of a year add up, decided on plain values."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic

from eventsys.attendance.rules import Came
from eventsys.attendance.together.rules import EventSpan, EventSums
from eventsys.core.text import Language
from eventsys.reports.dashboards.rules import Key, Told, told_of, told_together
from eventsys.reports.dashboards.times import (
    ClockGroup,
    DayGroup,
    by_clock,
    by_day,
    days_together,
    hours_together,
)

MONTHS = range(1, 13)


@dataclass(frozen=True, kw_only=True)
class YearEvent:
    """An event, and what a year is counted by: when and where its last date was."""

    span: EventSpan
    year: int
    month: int
    district: str
    zone: str
    first_start: datetime

    def is_over(self, at: datetime) -> bool:
        """Tell whether the last date that was not cancelled is over."""
        return all(each <= at for each in self.span.held_until.values())


@dataclass(frozen=True, kw_only=True)
class CountedEvent:
    """An event that was not cancelled, and its numbers, also by quarters of an hour."""

    event: YearEvent
    sums: EventSums
    by_language: Mapping[Language, int]
    registered: Mapping[datetime, int]
    came: Mapping[datetime, Came]


@dataclass(frozen=True, kw_only=True)
class Held:
    """How many events there were: over, to come or under way, and cancelled."""

    over: int
    to_come: int
    cancelled: int


@dataclass(frozen=True, kw_only=True)
class Parts(Generic[Key]):
    """Who is registered and who came, by group."""

    registered: Told[Key]
    came: Told[Key]


@dataclass(frozen=True, kw_only=True)
class YearFigures:
    """A year's numbers, persons at each event; `no_shows` is None before any event is over."""

    held: Held
    whole: EventSums
    by_month: Parts[int]
    by_district: Parts[str]
    by_language: Told[Language]
    registered: Sequence[DayGroup]
    arrived: Sequence[ClockGroup]


def held_of(events: Iterable[YearEvent], *, at: datetime) -> Held:
    """Count events."""
    listed = list(events)
    on = [each for each in listed if not each.span.is_cancelled]
    over = sum(each.is_over(at) for each in on)
    return Held(over=over, to_come=len(on) - over, cancelled=len(listed) - len(on))


def figures_of(held: Held, counted: Sequence[CountedEvent]) -> YearFigures:
    """Add up a year, and hide what would tell of few people."""
    districts = sorted({each.event.district for each in counted})
    return YearFigures(
        held=held,
        whole=added([each.sums for each in counted]),
        by_month=parts_of(counted, lambda event: event.month, MONTHS),
        by_district=parts_of(counted, lambda event: event.district, districts),
        by_language=told_together([each.by_language for each in counted], [*Language]),
        registered=days_together(days_of(each) for each in counted),
        arrived=hours_together(clock_of(each) for each in counted),
    )


def days_of(counted: CountedEvent) -> list[DayGroup]:
    """Group an event's people by day as its own page does."""
    return by_day(counted.registered.items(), counted.event.zone)


def clock_of(counted: CountedEvent) -> Sequence[ClockGroup]:
    """Group those who came to an event by the time of day as its own page does."""
    return by_clock(counted.came, counted.event.zone, counted.event.first_start)


def added(sums: Sequence[EventSums]) -> EventSums:
    """Add up events."""
    known = [each.no_shows for each in sums if each.no_shows is not None]
    return EventSums(
        registered=sum(each.registered for each in sums),
        confirmed=sum(each.confirmed for each in sums),
        waiting=sum(each.waiting for each in sums),
        offered=sum(each.offered for each in sums),
        deregistered=sum(each.deregistered for each in sums),
        admitted=sum(each.admitted for each in sums),
        walk_ins=sum(each.walk_ins for each in sums),
        no_shows=sum(known) if known else None,
    )


def parts_of(
    counted: Iterable[CountedEvent], key: Callable[[YearEvent], Key], keys: Iterable[Key]
) -> Parts[Key]:
    """Add up events group by group."""
    registered: Counter[Key] = Counter(dict.fromkeys(keys, 0))
    came = Counter(registered)
    for each in counted:
        registered[key(each.event)] += each.sums.registered
        came[key(each.event)] += each.sums.came
    return Parts(registered=told_of(registered), came=told_of(came))
