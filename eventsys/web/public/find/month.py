"""A month of the calendar: its days, and what is on each of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel.dates import get_day_names
from flask import url_for
from markupsafe import Markup

from eventsys.core.localtime import local_day, to_local
from eventsys.core.months import Month, month_of
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.events.programme.search import Found, search
from eventsys.web.common.dates import When, say_day, say_month, say_when
from eventsys.web.public.find.asked import Asked
from eventsys.web.public.find.filters import CALENDAR, LIST, Filters, Offered, filters_of
from eventsys.web.public.wording import Tag, availability, foreign, joined

SMALL_HOURS = timedelta(hours=6)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class DayEvent:
    """An event as it stands on a day."""

    url: str
    kind: str
    title: str
    foreign: Markup
    when: When
    place: str
    tag: Tag


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """A day of the month; `column` counts from Monday, 1."""

    number: int
    name: str
    iso: str
    column: int
    is_today: bool
    events: Sequence[DayEvent]


@dataclass(frozen=True, slots=True)
class MonthLink:
    """A way to another month."""

    name: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthPage:
    """All that the calendar of a month says."""

    name: str
    month: str
    weekdays: Sequence[str]
    days: Sequence[Day]
    is_empty: bool
    is_over: bool
    previous: MonthLink | None
    next: MonthLink | None
    filters: Filters
    list_url: str


def month_page(
    events: Sequence[EventView],
    asked: Asked,
    offered: Offered,
    language: Language,
    at: datetime,
) -> MonthPage:
    """Lay what is asked for out over the days of the month asked for."""
    month, present = asked.month or month_of(at), month_of(at)
    by_day = gathered(search(events, asked.to_search(), language, at), month, language, at)
    last = max((*offered.months, present))
    return MonthPage(
        name=say_month(month.first, language),
        month=str(month),
        weekdays=weekdays_of(language),
        days=[*days_of(month, by_day, language, local_day(at))],
        is_empty=not by_day,
        is_over=month < present,
        previous=link_to(asked, month.shifted(-1), language) if month > present else None,
        next=link_to(asked, month.shifted(1), language) if month < last else None,
        filters=filters_of(asked, offered, language, CALENDAR),
        list_url=url_for(LIST, **asked.without("month").values()),
    )


def link_to(asked: Asked, month: Month, language: Language) -> MonthLink:
    """Lead to another month with the same filters."""
    values = asked.without("month").values()
    return MonthLink(say_month(month.first, language), url_for(CALENDAR, **values, month=month))


def weekdays_of(language: Language) -> list[str]:
    """Name the weekdays in short, from Monday on."""
    names = get_day_names("abbreviated", "stand-alone", locale=language.value)
    return [names[number].rstrip(".") for number in range(7)]


def gathered(
    found: Sequence[Found], month: Month, language: Language, at: datetime
) -> Mapping[date, list[DayEvent]]:
    """Gather what was found by the days of the month."""
    by_day: defaultdict[date, list[DayEvent]] = defaultdict(list)
    pairs = [(each.event, occasion) for each in found for occasion in each.occasions]
    for event, occasion in sorted(pairs, key=lambda pair: pair[1].starts_at):
        for day in days_on(occasion, event.zone):
            if (day.year, day.month) == (month.year, month.number):
                by_day[day].append(day_event(event, occasion, language, at))
    return by_day


def days_on(occasion: OccasionView, zone: str) -> Iterator[date]:
    """Give the days on which an occasion is; the small hours belong to the day before."""
    day = to_local(occasion.starts_at, zone).date()
    last = max(day, (to_local(occasion.ends_at, zone) - SMALL_HOURS).date())
    while day <= last:
        yield day
        day += ONE_DAY


def day_event(
    event: EventView, occasion: OccasionView, language: Language, at: datetime
) -> DayEvent:
    """Put an event into words for a day."""
    return DayEvent(
        url=url_for("public.event", slug=event.slug),
        kind=event.kind.value,
        title=event.title(language),
        foreign=foreign(event, language),
        when=say_when(occasion.starts_at, occasion.ends_at, event.zone, language),
        place=joined(occasion.venue, occasion.district),
        tag=availability(event, at),
    )


def days_of(
    month: Month, by_day: Mapping[date, list[DayEvent]], language: Language, today: date
) -> Iterator[Day]:
    """List the days of the month, those on which nothing is too."""
    day = month.first
    while day.month == month.number:
        yield Day(
            number=day.day,
            name=say_day(day, language),
            iso=day.isoformat(),
            column=day.isoweekday(),
            is_today=day == today,
            events=by_day.get(day, []),
        )
        day += ONE_DAY
