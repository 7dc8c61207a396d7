"""What a phone holds of a ticket, and up to which change it has been told, on plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from eventsys.registration.rules import Category, ParticipantStatus, TicketStatus

MOST_DIGITS = 18


@dataclass(frozen=True, kw_only=True)
class RosterTicket:
    """What a phone holds of one ticket; a later row for the same hash replaces an earlier.

    `inside` are the occasions where its holder is, `been` those where they were and are no more;
    `family` is the same for the tickets that one scan may let in together.
    """

    hash: str
    short: str
    category: Category
    state: str
    inside: Sequence[int]
    been: Sequence[int]
    valid: Sequence[int] | None
    family: str | None
    flags: int


@dataclass(frozen=True)
class Passages:
    """The numbers of the occasions where a ticket's holder is, and where they were."""

    inside: list[int] = field(default_factory=list)
    been: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Cursor:
    """The last change that was told, and of tickets changed at once the last one."""

    changed_at: datetime
    ticket_id: int

    def __str__(self) -> str:
        return f"{round(self.changed_at.timestamp() * 1_000_000)}.{self.ticket_id}"


BEGINNING = Cursor(datetime(1970, 1, 1, tzinfo=UTC), 0)


def read_cursor(text: str) -> Cursor | None:
    """Read a cursor that was handed out; None for any other text."""
    moment, dot, ticket_id = text.partition(".")
    if not (dot and is_number(moment) and is_number(ticket_id)):
        return None
    try:
        changed_at = BEGINNING.changed_at + timedelta(microseconds=int(moment))
    except OverflowError:
        return None
    return Cursor(changed_at, int(ticket_id))


def is_number(text: str) -> bool:
    """Tell whether a text is a number that a database holds."""
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS


def numbers_of(occasion_id: int, numbers: Mapping[int, int]) -> Sequence[int]:
    """Give the number of the occasion that a ticket is for; none where it was taken away since."""
    return [numbers[occasion_id]] if occasion_id in numbers else []


def state_of(status: TicketStatus, participant_status: ParticipantStatus) -> str:
    """Tell in one word whether a ticket admits, or why not."""
    if status is not TicketStatus.VALID:
        return status.value
    if participant_status is ParticipantStatus.DEREGISTERED:
        return "deregistered"
    return "valid" if participant_status is ParticipantStatus.CONFIRMED else "waiting"
