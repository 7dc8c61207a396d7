"""Where people stand on the day, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from eventsys.checkin.desk.queries import DeskPerson
from eventsys.checkin.requests import ScanResult
from eventsys.checkin.rules import Verdict
from eventsys.core.codes import grouped
from eventsys.core.localtime import to_local
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.registration.rules import (
    FLAG_ASK_ORGANISER,
    FLAG_CHILD_ALONE,
    FLAG_STAFF,
    ParticipantStatus,
    TicketStatus,
)
from eventsys.web.common.dates import say_clock
from eventsys.web.common.words import _
from eventsys.web.organiser.wording import Tag, category_name, participant_tag


@dataclass(frozen=True, kw_only=True)
class FlagShown:
    """What volunteers may be told of a ticket, and whether they are."""

    name: str
    text: str
    is_set: bool


@dataclass(frozen=True, kw_only=True)
class PersonShown:
    """A person as the desk reads of them.

    `key` makes a check-in that comes twice the same, `known` does so for a new ticket.
    """

    id: int
    registration_id: int
    reference: str
    name: str
    category: str
    short_code: str
    tag: Tag
    came: str
    has_left: bool
    is_in: bool
    is_blocked: bool
    has_place: bool
    known: str
    flags: Sequence[FlagShown]
    undoable: str
    key: str


def shown(person: DeskPerson, event: EventView, language: Language) -> PersonShown:
    """Put a person into words."""
    return PersonShown(
        id=person.id,
        registration_id=person.registration_id,
        reference=grouped(person.reference),
        name=person.name or _("(no name)"),
        category=category_name(person.category),
        short_code=grouped(person.short_code),
        tag=tag_of(person, event),
        came=say_came(person, event, language),
        has_left=person.came_at is not None and not person.is_inside,
        is_in=person.is_inside,
        is_blocked=person.ticket_status is TicketStatus.BLOCKED,
        has_place=person.status is ParticipantStatus.CONFIRMED,
        known=person.roster_hash,
        flags=list(flags_of(person.flags)),
        undoable=person.undoable or "",
        key=str(uuid4()),
    )


def flags_of(flags: int) -> Iterator[FlagShown]:
    """Name what volunteers may be told of a ticket."""
    known = (
        ("child-alone", FLAG_CHILD_ALONE, _("Child alone")),
        ("ask-organiser", FLAG_ASK_ORGANISER, _("Ask the organiser")),
        ("staff", FLAG_STAFF, _("Staff, counted nowhere")),
    )
    for name, flag, text in known:
        yield FlagShown(name=name, text=text, is_set=bool(flags & flag))


def tag_of(person: DeskPerson, event: EventView) -> Tag:
    """Name where somebody stands: a blocked ticket outweighs the place."""
    if person.ticket_status is TicketStatus.BLOCKED:
        return Tag(_("Blocked"), "error")
    return participant_tag(person.status, is_put_off=event.intake.puts_off)


def say_came(person: DeskPerson, event: EventView, language: Language) -> str:
    """Say when and where somebody came in."""
    if person.came_at is None:
        return _("Not here yet")
    time = say_clock(to_local(person.came_at, event.zone), language)
    if person.came_by:
        return _("Came in at %(time)s by %(gate)s", time=time, gate=person.came_by)
    return _("Came in at %(time)s", time=time)


@dataclass(frozen=True)
class Answer:
    """What a check-in by hand came to; `kind` is that of a message."""

    text: str
    kind: str


def say_result(name: str, result: ScanResult, zone: str, language: Language) -> Answer:
    """Say what checking somebody in came to, in the words of the phones."""
    verdict = result.verdict or Verdict.UNKNOWN
    if verdict in {Verdict.ADMITTED, Verdict.RE_ENTRY}:
        return Answer(_("%(name)s is checked in.", name=name), "ok")
    words = verdict_words()[verdict]
    if verdict is Verdict.ALREADY_IN and result.first is not None:
        words = f"{words} {since(result.first.at, result.first.gate, zone, language)}"
    return Answer(f"{name}: {words}", "warn")


def since(at: datetime, gate: str | None, zone: str, language: Language) -> str:
    """Say since when somebody is in, and where they came in."""
    time = say_clock(to_local(at, zone), language)
    if gate:
        return _("since %(time)s at %(gate)s", time=time, gate=gate)
    return _("since %(time)s", time=time)


def verdict_words() -> dict[Verdict, str]:
    """Give each verdict the word that phones show."""
    return {
        Verdict.ADMITTED: _("Welcome"),
        Verdict.RE_ENTRY: _("Welcome back"),
        Verdict.ALREADY_IN: _("Already in"),
        Verdict.OUT: _("Out"),
        Verdict.UNDONE: _("Undone"),
        Verdict.WAITING: _("Waiting list"),
        Verdict.BLOCKED: _("Blocked"),
        Verdict.REPLACED: _("Replaced"),
        Verdict.DEREGISTERED: _("Given back"),
        Verdict.CANCELLED_EVENT: _("Event cancelled"),
        Verdict.OTHER_EVENT: _("Other event"),
        Verdict.UNKNOWN: _("Unknown"),
        Verdict.TEST: _("Practice ticket"),
        Verdict.STAFF: _("Staff"),
    }
