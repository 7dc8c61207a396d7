"""Events as rows of the organisers' list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import EventStatus
from eventsys.web.common.dates import When, say_when
from eventsys.web.common.words import _
from eventsys.web.organiser.wording import Tag, kind_name, status_tag


@dataclass(frozen=True, kw_only=True)
class EventRow:
    """An event as a row."""

    slug: str
    title: str
    language: Language
    kind: str
    when: When
    more: int
    place: str
    places: str
    tag: Tag


def coming(events: Sequence[EventView], at: datetime) -> list[EventView]:
    """Keep the events that are not over, the next one first."""
    kept = [event for event in events if event.last_end > at]
    return sorted(kept, key=lambda event: (event.next_occasion(at).starts_at, event.slug))


def planned(events: Sequence[EventView], at: datetime) -> list[EventView]:
    """Keep the events to come that take place, drafts too."""
    status = {EventStatus.DRAFT, EventStatus.PUBLISHED}
    return [event for event in coming(events, at) if event.status in status]


def past(events: Sequence[EventView], at: datetime) -> list[EventView]:
    """Keep the events that are over, the last one first."""
    kept = [event for event in events if event.last_end <= at]
    return sorted(kept, key=lambda event: (event.last_end, event.slug), reverse=True)


def row_of(event: EventView, language: Language, at: datetime) -> EventRow:
    """Put an event into words for the list."""
    occasion = event.next_occasion(at)
    return EventRow(
        slug=event.slug,
        title=event.title(language),
        language=event.title_language(language),
        kind=kind_name(event.kind),
        when=say_when(occasion.starts_at, occasion.ends_at, event.zone, language, year=True),
        more=len(event.occasions) - 1,
        place=f"{occasion.venue}, {occasion.district}",
        places=places_words(event),
        tag=status_tag(event.status),
    )


def places_words(event: EventView) -> str:
    """Say how many places are taken of how many."""
    if not event.window.takes_registrations:
        return _("drop-in")
    if event.capacity is None or event.left is None:
        return _("%(taken)s, no limit", taken=event.taken)
    return _("%(taken)s of %(all)s", taken=event.taken, all=event.taken + event.left)
