"""Searching the programme: decided on what is shown of events, alike on every database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from eventsys.core.folding import finds, index_of, words_of
from eventsys.core.localtime import to_local
from eventsys.core.months import Month
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView, OccasionView, ProgrammeFilter
from eventsys.events.rules import EventStatus, Places, RegistrationState

LONGEST_SEARCH = 80
MOST_WORDS = 8
MOST_INDEXES = 4096
EVERYTHING = ProgrammeFilter()


@dataclass(frozen=True, kw_only=True)
class Search:
    """What of the programme is asked for: words, filters, a month, only what has free places."""

    text: str = ""
    filter: ProgrammeFilter = EVERYTHING
    month: Month | None = None
    only_free: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """An event that was found, with its occasions that fit; the first stands in the list."""

    event: EventView
    occasions: Sequence[OccasionView]

    @property
    def occasion(self) -> OccasionView:
        """Give the first that fits."""
        return self.occasions[0]


def search(
    events: Sequence[EventView], asked: Search, language: Language, at: datetime
) -> list[Found]:
    """Find events among those shown, by the start of the next occasion that fits.

    Words are looked for in the page's language and in Danish.
    """
    words = words_of(asked.text)[:MOST_WORDS]
    found = [
        Found(event, occasions)
        for event in events
        if fits(event, asked, at)
        and (occasions := fitting(event, asked, at))
        and (not words or finds(words, index(event, language)))
    ]
    return sorted(found, key=lambda each: (each.occasion.starts_at, each.event.slug))


def fits(event: EventView, asked: Search, at: datetime) -> bool:
    """Tell whether an event as a whole is asked for."""
    wanted = asked.filter
    return (
        not wanted.empty
        and (not wanted.kinds or event.kind in wanted.kinds)
        and (not wanted.audiences or event.audience in wanted.audiences)
        and (not wanted.spoken or not wanted.spoken.isdisjoint(event.spoken))
        and (not asked.only_free or has_free_places(event, at))
    )


def fitting(event: EventView, asked: Search, at: datetime) -> list[OccasionView]:
    """Give the occasions to come that are in one of the districts and in the month asked for."""
    districts = asked.filter.districts
    return [
        each
        for each in event.occasions
        if each.ends_at > at
        and (not districts or each.district_slug in districts)
        and (asked.month is None or is_in(each, event.zone, asked.month))
    ]


def is_in(occasion: OccasionView, zone: str, month: Month) -> bool:
    """Tell whether an occasion begins, or goes on, in a month."""
    start, end = to_local(occasion.starts_at, zone), to_local(occasion.ends_at, zone)
    return Month(start.year, start.month) <= month <= Month(end.year, end.month)


def has_free_places(event: EventView, at: datetime) -> bool:
    """Tell whether one can still come: by registering, now or later, or just so."""
    if event.status is not EventStatus.PUBLISHED:
        return False
    state = event.registration_state(at)
    if state is RegistrationState.DROP_IN:
        return True
    return state is not RegistrationState.CLOSED and event.places is not Places.FULL


def index(event: EventView, language: Language) -> str:
    """Write the words by which an event is found in a language."""
    places = [
        part
        for each in event.occasions
        for part in (each.venue, each.address, each.locality, each.district)
    ]
    languages = dict.fromkeys((language, Language.DANISH))
    texts = [
        text
        for each in languages
        for text in (event.titles.get(each, ""), event.bodies.get(each, ""))
    ]
    return kept_index(*texts, *dict.fromkeys(places))


@lru_cache(MOST_INDEXES)
def kept_index(*texts: str) -> str:
    """Write texts as an index, once for as long as they stay as they are."""
    return index_of(*texts)
