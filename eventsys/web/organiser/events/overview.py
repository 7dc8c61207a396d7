"""An event as its organisers see it on its page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import (
    TRANSITIONS,
    EventStatus,
    RegistrationState,
    Visibility,
)
from eventsys.web.common.dates import When, say_moment, say_when
from eventsys.web.common.words import _, listed
from eventsys.web.organiser.events.listing import places_words
from eventsys.web.organiser.wording import kind_name


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing that is known of an event."""

    symbol: str
    name: str
    text: str
    more: str = ""


@dataclass(frozen=True, kw_only=True)
class DateRow:
    """One date of an event; it can be called off alone where others are left."""

    no: int
    anchor: str
    when: When
    place: str
    address: str
    left: int | None
    is_cancelled: bool
    can_be_cancelled: bool


@dataclass(frozen=True, kw_only=True)
class Overview:
    """An event as its organisers see it on its page."""

    link: str
    is_public: bool
    facts: Sequence[Fact]
    dates: Sequence[DateRow]
    may_become: frozenset[EventStatus]
    is_draft: bool
    is_on: bool
    has_started: bool


def overview_of(event: EventView, language: Language, at: datetime) -> Overview:
    """Put an event into words for its organisers."""
    return Overview(
        link=url_for("public.event", lang=Language.DANISH, slug=event.slug, _external=True),
        is_public=event.status is not EventStatus.DRAFT,
        facts=list(facts_of(event, language, at)),
        dates=list(dates_of(event, language)),
        may_become=TRANSITIONS[event.status],
        is_draft=event.status is EventStatus.DRAFT,
        is_on=event.status in {EventStatus.DRAFT, EventStatus.PUBLISHED},
        has_started=event.first_start <= at,
    )


def dates_of(event: EventView, language: Language) -> Iterator[DateRow]:
    """Put the dates into words, also those called off; `anchor` is where the form has them."""
    places = {each.no: place for place, each in enumerate(event.occasions)}
    every = sorted([*event.occasions, *event.cancelled_occasions], key=lambda each: each.starts_at)
    for each in every:
        yield DateRow(
            no=each.no,
            anchor=f"occasions-{places.get(each.no, 0)}",
            when=say_when(each.starts_at, each.ends_at, event.zone, language, year=True),
            place=f"{each.venue}, {each.district}",
            address=each.address,
            left=each.left,
            is_cancelled=each.is_cancelled,
            can_be_cancelled=not each.is_cancelled and len(event.occasions) > 1,
        )


def facts_of(event: EventView, language: Language, at: datetime) -> Iterator[Fact]:
    """Tell what is known of an event beside its dates."""
    yield Fact(symbol="calendar", name=_("What it is"), text=kind_name(event.kind))
    yield Fact(symbol="people", name=_("Places taken"), text=places_of(event))
    yield Fact(
        symbol="clock",
        name=_("Registration"),
        text=state_words(event.registration_state(at)),
        more=window_words(event, language),
    )
    visible = event.visibility is Visibility.ALL
    text = _("Everybody") if visible else _("Those who have the link")
    yield Fact(symbol="info", name=_("Who finds it"), text=text)
    spoken = ", ".join(each.own_name for each in Language if each in event.spoken)
    if spoken:
        yield Fact(symbol="mail", name=_("Languages spoken there"), text=spoken)
    if event.age_rule:
        years = f"{event.age_rule.from_year}–{event.age_rule.to_year}"
        yield Fact(symbol="people", name=_("Born"), text=years)


def state_words(state: RegistrationState) -> str:
    """Say whether registrations are taken now."""
    words = {
        RegistrationState.OPEN: _("Open now"),
        RegistrationState.NOT_YET: _("Not open yet"),
        RegistrationState.CLOSED: _("Closed"),
        RegistrationState.DROP_IN: _("People just come"),
    }
    return words[state]


def window_words(event: EventView, language: Language) -> str:
    """Say when registration opens and closes, as far as that is decided."""
    window = event.window
    parts = []
    if window.takes_registrations and window.opens_at:
        parts.append(
            _("opens %(moment)s", moment=say_moment(window.opens_at, event.zone, language))
        )
    if window.takes_registrations and window.closes_at:
        parts.append(
            _("closes %(moment)s", moment=say_moment(window.closes_at, event.zone, language))
        )
    return listed(parts)


def places_of(event: EventView) -> str:
    """Say how many places of an event are taken."""
    return places_words(
        takes_registrations=event.window.takes_registrations,
        taken=event.taken,
        capacity=None if event.left is None else event.taken + event.left,
    )
