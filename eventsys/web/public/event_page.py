"""One event in words, for its own page and at the head of other pages about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from markupsafe import Markup

from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.events.rules import Attends, EventStatus
from eventsys.web.common.dates import When, say_when
from eventsys.web.common.prose import prose
from eventsys.web.common.words import _, ngettext
from eventsys.web.public.wording import (
    Tag,
    audience_words,
    availability,
    foreign,
    joined,
    kind_name,
    spoken_words,
    why_not,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A fact with its pictogram; `more` is a second, lighter line."""

    symbol: str
    name: str
    text: str
    more: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class OccasionLine:
    """One date of several."""

    when: When
    place: str
    is_over: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class EventPage:
    """All that an event's page says; `why_not` is empty where one can register."""

    slug: str
    kind: str
    kind_name: str
    title: str
    foreign: Markup
    text: Markup
    when: When
    facts: Sequence[Fact]
    occasions: Sequence[OccasionLine]
    occasions_heading: str
    is_cancelled: bool
    availability: Tag
    why_not: str
    url: str
    calendar_url: str


def page_of(event: EventView, language: Language, at: datetime) -> EventPage:
    """Put an event into words."""
    occasion = event.next_occasion(at)
    return EventPage(
        slug=event.slug,
        kind=event.kind.value,
        kind_name=kind_name(event.kind),
        title=event.title(language),
        foreign=foreign(event, language),
        text=prose(event.body(language)),
        when=say_when(occasion.starts_at, occasion.ends_at, event.zone, language),
        facts=[*facts_of(event, language, occasion)],
        occasions=[line_of(event, each, language, at) for each in event.occasions],
        occasions_heading=heading_of_occasions(event),
        is_cancelled=event.status is EventStatus.CANCELLED,
        availability=availability(event, at),
        why_not=why_not(event, at, language),
        url=url_for("public.event", lang=language, slug=event.slug),
        calendar_url=f"/feeds/events/{event.slug}.ics?lang={language.value}",
    )


def facts_of(event: EventView, language: Language, occasion: OccasionView) -> Iterator[Fact]:
    """Say when, where, for whom, in which languages and at what price."""
    yield fact_of_time(event, language, occasion)
    yield Fact(
        symbol="pin",
        name=_("Where"),
        text=occasion.venue,
        more=joined(occasion.address, occasion.district),
    )
    yield Fact(symbol="people", name=_("For whom"), text=audience_words(event))
    if event.spoken:
        yield Fact(symbol="speech", name=_("We speak"), text=spoken_words(event, language))
    yield Fact(symbol="card", name=_("Price"), text=_("Free of charge"))


def fact_of_time(event: EventView, language: Language, occasion: OccasionView) -> Fact:
    """Say when an event is; one with several dates says the next of them."""
    when = say_when(occasion.starts_at, occasion.ends_at, event.zone, language, year=True)
    dates = len(event.occasions)
    if dates == 1:
        return Fact(symbol="calendar", name=_("When"), text=when.day, more=when.hours)
    text = ngettext("%(num)d date", "%(num)d dates", dates)
    return Fact(symbol="calendar", name=_("When"), text=text, more=_("Next: %(when)s", when=when))


def heading_of_occasions(event: EventView) -> str:
    """Say what several dates mean: come to all of them, or choose one."""
    return _("Choose one of these dates") if event.attends is Attends.ONE else _("The dates")


def line_of(
    event: EventView, occasion: OccasionView, language: Language, at: datetime
) -> OccasionLine:
    """Put one of several dates into words; the place only where they differ."""
    places = {(each.venue, each.address) for each in event.occasions}
    return OccasionLine(
        when=say_when(occasion.starts_at, occasion.ends_at, event.zone, language),
        place=occasion.venue if len(places) > 1 else "",
        is_over=occasion.ends_at <= at,
    )
