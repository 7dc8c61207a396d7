"""What the rows of a list of events come to, decided on plain values."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from eventsys.core.folding import fold
from eventsys.core.localtime import AmbiguousTime, NonexistentTime, from_local
from eventsys.core.text import digits_of
from eventsys.events.rules import LONGEST_SLUG, is_conceivable, is_slug, slug_from
from eventsys.exchange.imports.rules import KNOWN, Outcome
from eventsys.exchange.tables.cells import UNREADABLE
from eventsys.registration.questions.dates import read_date

CLOCK = re.compile(r"(?P<day>.+?)[ T]+(?:kl\.? *)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::00)?")
LAST_HOUR, LAST_MINUTE = 23, 59


class EventColumn(StrEnum):
    """What is read of an event."""

    TITLE = "title"
    START = "start"
    END = "end"
    VENUE = "venue"
    BODY = "body"
    REPEATS = "repeats"


HEADINGS = {
    EventColumn.TITLE: ("titel", "title", "summary", "العنوان", "başlık", "عنوان", "cinwaan"),
    EventColumn.START: ("start", "begynder", "dtstart", "البداية", "başlangıç", "آغاز", "bilow"),
    EventColumn.END: ("slut", "end", "slutter", "dtend", "النهاية", "bitiş", "اختتام", "dhammaad"),
    EventColumn.VENUE: ("sted", "place", "location", "المكان", "yer", "جگہ", "goobta"),
    EventColumn.BODY: ("beskrivelse", "tekst", "description", "text"),
    EventColumn.REPEATS: ("gentages", "repeats", "rrule"),
}
EVENT_HEADINGS = {
    fold(heading): column.value for column, headings in HEADINGS.items() for heading in headings
}


class Fault(StrEnum):
    """What is wrong with a row; one that is `KNOWN` has become an event before."""

    NO_TITLE = "no-title"
    UNREADABLE = "unreadable"
    START = "start"
    END = "end"
    ALL_DAY = "all-day"
    NO_SUCH_TIME = "no-such-time"
    TWICE_THAT_NIGHT = "twice-that-night"
    ORDER = "order"
    FAR = "far"
    REPEATS = "repeats"
    TWICE = "twice"
    KNOWN = KNOWN


@dataclass(frozen=True, kw_only=True)
class EventFacts:
    """The places by what they are called, and the events that are there by title and start."""

    venues: Mapping[str, int] = field(default_factory=dict)
    known: frozenset[tuple[str, datetime]] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedEvent:
    """A row as it is understood; `venue_id` is None where its place is none that is known."""

    outcome: Outcome
    title: str
    body: str
    venue: str
    venue_id: int | None
    starts_at: datetime | None
    ends_at: datetime | None

    @property
    def times(self) -> Sequence[datetime]:
        """Give start and end, as far as they could be read; both where the row is ready."""
        return [each for each in (self.starts_at, self.ends_at) if each is not None]


@dataclass(frozen=True)
class ReadMoment:
    """A moment, or why there is none."""

    moment: datetime | None = None
    fault: Fault | None = None


def judge_events(
    rows: Sequence[tuple[int, Sequence[str]]], columns: Sequence[str], facts: EventFacts
) -> list[ListedEvent]:
    """Judge each row, and whether an earlier one or an event is the same."""
    first: dict[tuple[str, datetime | None], int] = {}
    judged = []
    for number, cells in rows:
        told = {EventColumn(key): cell for key, cell in zip(columns, cells, strict=False) if key}
        event = understand(number, told, facts)
        twin = first.setdefault((fold(event.title), event.starts_at), number)
        found = next(faults_of(event, told, facts, twin), None)
        judged.append(event if found is None else with_fault(event, *found, twin))
    return judged


def understand(number: int, told: Mapping[EventColumn, str], facts: EventFacts) -> ListedEvent:
    """Read a row as far as it can be read."""
    venue = told.get(EventColumn.VENUE, "").strip()
    return ListedEvent(
        outcome=Outcome(number=number, cells=[*told.values()]),
        title=" ".join(told.get(EventColumn.TITLE, "").split()),
        body=told.get(EventColumn.BODY, "").strip(),
        venue=venue,
        venue_id=venue_of(venue, facts),
        starts_at=read_moment(told.get(EventColumn.START, "")).moment,
        ends_at=read_moment(told.get(EventColumn.END, "")).moment,
    )


def venue_of(text: str, facts: EventFacts) -> int | None:
    """Find a place by its name, also where its address follows."""
    whole, first = fold(text), fold(text.partition(",")[0])
    return facts.venues.get(whole) or facts.venues.get(first)


def read_moment(text: str) -> ReadMoment:
    """Read a moment with its distance from UTC, or a local time as people and files write it."""
    plain = digits_of(text).strip()
    try:
        moment = datetime.fromisoformat(plain)
    except ValueError:
        moment = None
    if moment is not None and moment.tzinfo is not None:
        return near(moment)
    found = CLOCK.fullmatch(plain)
    day = read_date(found["day"] if found else plain)
    if day is None:
        return ReadMoment(fault=Fault.START)
    if found is None:
        return ReadMoment(fault=Fault.ALL_DAY)
    hour, minute = int(found["hour"]), int(found["minute"])
    if hour > LAST_HOUR or minute > LAST_MINUTE:
        return ReadMoment(fault=Fault.START)
    return placed(datetime(day.year, day.month, day.day, hour, minute))  # noqa: DTZ001 -- a local time has no zone yet


def near(moment: datetime) -> ReadMoment:
    """Take a moment of years that can be meant."""
    return ReadMoment(moment) if is_conceivable(moment) else ReadMoment(fault=Fault.FAR)


def placed(naive: datetime) -> ReadMoment:
    """Find the moment of a local time, or say that it does not exist or comes twice."""
    try:
        return near(from_local(naive))
    except NonexistentTime:
        return ReadMoment(fault=Fault.NO_SUCH_TIME)
    except AmbiguousTime:
        return ReadMoment(fault=Fault.TWICE_THAT_NIGHT)


def faults_of(
    event: ListedEvent, told: Mapping[EventColumn, str], facts: EventFacts, twin: int
) -> Iterator[tuple[Fault, EventColumn]]:
    """Ask for a title, and for times that exist and go together."""
    if not event.title:
        yield Fault.NO_TITLE, EventColumn.TITLE
    if UNREADABLE in event.title:
        yield Fault.UNREADABLE, EventColumn.TITLE
    if told.get(EventColumn.REPEATS, "").strip():
        yield Fault.REPEATS, EventColumn.REPEATS
    yield from faults_of_times(event, told)
    if twin != event.outcome.number:
        yield Fault.TWICE, EventColumn.TITLE
    if event.starts_at is not None and (fold(event.title), event.starts_at) in facts.known:
        yield Fault.KNOWN, EventColumn.TITLE


def faults_of_times(
    event: ListedEvent, told: Mapping[EventColumn, str]
) -> Iterator[tuple[Fault, EventColumn]]:
    """Ask for a start and an end that exist, and that the end is later."""
    for column in (EventColumn.START, EventColumn.END):
        fault = read_moment(told.get(column, "")).fault
        if fault is not None:
            yield Fault.END if (fault, column) == (Fault.START, EventColumn.END) else fault, column
    if event.starts_at and event.ends_at and event.ends_at <= event.starts_at:
        yield Fault.ORDER, EventColumn.END


def with_fault(event: ListedEvent, fault: Fault, column: EventColumn, twin: int) -> ListedEvent:
    """Say what is wrong with a row."""
    other = twin if fault is Fault.TWICE else 0
    outcome = replace(event.outcome, fault=fault.value, column=column.value, other=other)
    return replace(event, outcome=outcome)


def free_slug(title: str, day: str, taken: frozenset[str]) -> str:
    """Write a title and a day as an address that no event has; titles in any script have one."""
    ending = f"-{day}"
    stem = slug_from(title)[: LONGEST_SLUG - len(ending) - len("-9999")].strip("-") or "event"
    tries = (f"{stem}{ending}{f'-{number}' if number > 1 else ''}" for number in range(1, 10_000))
    return next(each for each in tries if each not in taken and is_slug(each))
