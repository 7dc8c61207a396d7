"""Events as rows of the organisers' list."""

from dataclasses import dataclass
from datetime import datetime

from eventsys.core.text import Language
from eventsys.events.office.rules import EventLine
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


def row_of(event: EventLine, language: Language, at: datetime) -> EventRow:
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
        places=places_words(
            takes_registrations=event.takes_registrations,
            taken=event.taken,
            capacity=event.capacity,
        ),
        tag=status_tag(event.status),
    )


def places_words(*, takes_registrations: bool, taken: int, capacity: int | None) -> str:
    """Say how many places are taken of how many; no capacity means no limit."""
    if not takes_registrations:
        return _("drop-in")
    if capacity is None:
        return _("%(taken)s, no limit", taken=taken)
    return _("%(taken)s of %(all)s", taken=taken, all=capacity)
