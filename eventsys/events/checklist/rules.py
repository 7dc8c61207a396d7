"""What an event lacks before it is shown to the public, judged on plain values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import EventKind
from eventsys.events.team.rules import NOBODY
from eventsys.events.texts.rules import Work, work_on
from eventsys.places.rules import NOT_KNOWN


class Lack(StrEnum):
    """What is missing or doubtful; those that make no sense to the public come first."""

    OVER = "over"
    CLOSED = "closed"
    OPENS_LATE = "opens-late"
    NO_TEXT = "no-text"
    MISSING = "missing"
    MACHINE = "machine"
    OUTDATED = "outdated"
    QUESTIONS = "questions"
    NO_CONTACT = "no-contact"
    NO_CAPACITY = "no-capacity"
    NO_GATE = "no-gate"
    NO_ACCESS = "no-access"
    NO_ALT = "no-alt"


BLOCKING = frozenset({Lack.OVER, Lack.CLOSED, Lack.OPENS_LATE})
"""With these nobody could come or register: they are put right before it is published."""

WORKS: Mapping[Lack, Work] = {
    Lack.MISSING: Work.MISSING,
    Lack.MACHINE: Work.MACHINE,
    Lack.OUTDATED: Work.OUTDATED,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What is known of an event besides its view.

    `questions` are those with doubtful words, `undescribed` the languages in which a picture is
    not described.
    """

    gates: int
    questions: int = 0
    undescribed: frozenset[Language] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that an event lacks, with the languages or the places that lack it."""

    lack: Lack
    languages: Sequence[Language] = ()
    places: Sequence[str] = ()

    @property
    def blocks(self) -> bool:
        """Tell whether the event cannot be published so."""
        return self.lack in BLOCKING


def findings_of(event: EventView, facts: Facts, at: datetime) -> Sequence[Finding]:
    """List what an event lacks, what blocks first."""
    return [
        *find_in_dates(event, at),
        *find_in_texts(event),
        *([Finding(Lack.QUESTIONS)] if facts.questions else []),
        *find_in_details(event, facts),
    ]


def find_in_dates(event: EventView, at: datetime) -> Iterator[Finding]:
    """Find times at which nobody could come or register any more."""
    window = event.window
    if event.last_end <= at:
        yield Finding(Lack.OVER)
    elif window.takes_registrations:
        if window.closes_at is not None and window.closes_at <= at:
            yield Finding(Lack.CLOSED)
        if window.opens_at is not None and window.opens_at >= event.last_end:
            yield Finding(Lack.OPENS_LATE)


def find_in_texts(event: EventView) -> Iterator[Finding]:
    """Find languages whose readers get nothing, or a text to be doubted."""
    if not event.bodies.get(Language.DANISH):
        yield Finding(Lack.NO_TEXT)
    works = work_on(event)
    for lack, wanted in WORKS.items():
        languages = [each for each, work in works.items() if work is wanted]
        if languages:
            yield Finding(lack, languages=languages)


def find_in_details(event: EventView, facts: Facts) -> Iterator[Finding]:
    """Find what people and volunteers will ask for."""
    if event.contact == NOBODY:
        yield Finding(Lack.NO_CONTACT)
    if event.window.takes_registrations and event.capacity is None:
        yield Finding(Lack.NO_CAPACITY)
    if event.kind is EventKind.PUBLIC and not facts.gates:
        yield Finding(Lack.NO_GATE)
    unknown = {each.venue: None for each in event.occasions if each.access == NOT_KNOWN}
    if unknown:
        yield Finding(Lack.NO_ACCESS, places=list(unknown))
    mute = [each for each in event.titles if each in facts.undescribed]
    if mute:
        yield Finding(Lack.NO_ALT, languages=mute)
