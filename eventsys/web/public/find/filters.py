"""The filters as they are shown: what one may choose, and what is chosen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from eventsys.core.months import Month, month_of
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import Audience, EventKind
from eventsys.web.common.dates import say_month
from eventsys.web.common.language_names import name_language
from eventsys.web.common.words import _
from eventsys.web.public.find.asked import FREE, Asked
from eventsys.web.public.wording import audience_name, kind_name

LIST = "public.index"
CALENDAR = "public.calendar"
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Option:
    """Something one may choose."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The choices of one filter."""

    name: str
    text: str
    options: Sequence[Option]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Something that is chosen, and the address of the list without it."""

    name: str
    text: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """The form by which events are found as filled in."""

    text: str
    groups: Sequence[Group]
    months: Sequence[Option]
    only_free: bool
    free: str = FREE
    chosen: Sequence[Chosen]
    clear_url: str


@dataclass(frozen=True, slots=True)
class Offered:
    """What there is to choose among: districts by their slug, and months."""

    districts: Names
    months: Sequence[Month]


def offered_by(events: Sequence[EventView], districts: Names, at: datetime) -> Offered:
    """Offer the months in which something is to come."""
    months = {
        month_of(each.starts_at, event.zone)
        for event in events
        for each in event.occasions
        if each.ends_at > at
    }
    return Offered(districts, sorted(months))


def filters_of(asked: Asked, offered: Offered, language: Language, endpoint: str) -> Filters:
    """Show what may be chosen and what is; the calendar has its month outside the form."""
    names = names_of(offered.districts, language)
    in_calendar = endpoint == CALENDAR
    chosen = [
        each
        for each in chosen_of(asked, names, language, endpoint)
        if not (in_calendar and each.name == "month")
    ]
    return Filters(
        text=asked.text,
        groups=[
            Group(name, heading, options_of(names[name], asked.chosen(name)))
            for name, heading in headings().items()
        ],
        months=months_of(asked, offered.months, language),
        only_free=asked.only_free,
        chosen=chosen,
        clear_url=url_for(endpoint, month=asked.month if in_calendar else None),
    )


def headings() -> Names:
    """Name the filters, in the order in which they are shown."""
    return {
        "district": _("District"),
        "kind": _("What is it?"),
        "audience": _("For whom"),
        "spoken": _("Languages spoken there"),
    }


def names_of(districts: Names, language: Language) -> Mapping[str, Names]:
    """Name every value of every filter."""
    return {
        "district": districts,
        "kind": {each.value: kind_name(each) for each in EventKind},
        "audience": {each.value: audience_name(each) for each in Audience},
        "spoken": {each.value: name_language(each, language) for each in Language},
    }


def options_of(names: Names, chosen: Sequence[str]) -> list[Option]:
    """Offer all values of a filter."""
    return [Option(value, name, value in chosen) for value, name in names.items()]


def months_of(asked: Asked, months: Sequence[Month], language: Language) -> list[Option]:
    """Offer the months there are, and the one asked for."""
    shown = sorted({*months, asked.month} if asked.month else months)
    return [Option(str(m), say_month(m.first, language), m == asked.month) for m in shown]


def chosen_of(
    asked: Asked, names: Mapping[str, Names], language: Language, endpoint: str
) -> Iterator[Chosen]:
    """List what is chosen, each with the way to take it back."""

    def chosen(name: str, text: str, value: str = "") -> Chosen:
        rest = asked.without(name, value)
        return Chosen(name, text, url_for(endpoint, **rest.values()))

    if asked.text:
        yield chosen("q", f"“{asked.text}”")
    for name, value in asked.filters:
        yield chosen(name, names[name].get(value, value), value)
    if asked.month:
        yield chosen("month", say_month(asked.month.first, language))
    if asked.only_free:
        yield chosen("free", _("Free places"))
