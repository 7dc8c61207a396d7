"""What phones are told of the tickets: hashes and states, nothing personal."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Subquery, case, func, or_, select
from sqlalchemy.orm import Session

from eventsys.checkin.models import TicketState
from eventsys.core.keys import Purpose, keys
from eventsys.events.models import Event, Occasion
from eventsys.events.queries import list_occasions
from eventsys.events.rules import UnknownTickets
from eventsys.registration.models import Participant, Ticket
from eventsys.registration.rules import Category, ParticipantStatus, TicketStatus

LARGEST_PAGE = 2000
MOST_DIGITS = 18
SETTLING = timedelta(seconds=15)
"""A change may become visible this much later than it is dated; the next reader sees it again."""


@dataclass(frozen=True, kw_only=True)
class RosterTicket:
    """What a phone holds of one ticket; a later row for the same hash replaces an earlier."""

    hash: str
    short: str
    category: Category
    state: str
    inside: Sequence[int]
    valid: Sequence[int] | None
    flags: int


@dataclass(frozen=True, kw_only=True)
class RosterPage:
    """A page of the roster, and where the next one begins."""

    cursor: str
    more: bool
    salt: str
    reentry: bool
    unknown: UnknownTickets
    occasions: Sequence[Occasion]
    tickets: Sequence[RosterTicket]


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


def read_roster(
    session: Session,
    event: Event,
    after: Cursor = BEGINNING,
    *,
    at: datetime,
    limit: int = LARGEST_PAGE,
) -> RosterPage:
    """Read what changed behind a cursor, in the order of the changes."""
    rows = changed_tickets(session, event, after, limit + 1)
    page, more = rows[:limit], len(rows) > limit
    occasions = list_occasions(session, event)
    numbers = {occasion.id: occasion.no for occasion in occasions}
    inside = inside_now(session, [row.id for row in page], numbers)
    last = Cursor(page[-1].changed_at, page[-1].id) if page else after
    settled = max(min(last.changed_at, at - SETTLING), BEGINNING.changed_at)
    return RosterPage(
        cursor=str(last if more or settled == last.changed_at else Cursor(settled, 0)),
        more=more,
        salt=keys().unseal(Purpose.ROSTER_SALT, event.roster_salt),
        reentry=event.reentry,
        unknown=event.unknown_tickets,
        occasions=occasions,
        tickets=[roster_ticket(row, numbers, inside) for row in page],
    )


def changed_tickets(
    session: Session, event: Event, after: Cursor, limit: int
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Read the event's tickets that changed behind a cursor."""
    states = last_passages(event)
    changed_at = case(
        (states.c.changed_at > Ticket.changed_at, states.c.changed_at), else_=Ticket.changed_at
    ).label("changed_at")
    return session.execute(
        select(
            Ticket.id,
            Ticket.roster_hash,
            Ticket.roster_short,
            Ticket.category,
            Ticket.status,
            Ticket.flags,
            Ticket.occasion_id,
            Participant.status.label("participant_status"),
            changed_at,
        )
        .join(Participant, Participant.id == Ticket.participant_id)
        .outerjoin(states, states.c.ticket_id == Ticket.id)
        .where(
            Ticket.event_id == event.id,
            or_(
                changed_at > after.changed_at,
                (changed_at == after.changed_at) & (Ticket.id > after.ticket_id),
            ),
        )
        .order_by(changed_at, Ticket.id)
        .limit(limit)
    ).all()


def last_passages(event: Event) -> Subquery:
    """Select when each of the event's tickets last passed a gate."""
    return (
        select(TicketState.ticket_id, func.max(TicketState.changed_at).label("changed_at"))
        .join(Occasion, Occasion.id == TicketState.occasion_id)
        .where(Occasion.event_id == event.id)
        .group_by(TicketState.ticket_id)
        .subquery()
    )


def inside_now(
    session: Session, ticket_ids: Sequence[int], numbers: Mapping[int, int]
) -> Mapping[int, list[int]]:
    """Tell at which occasions the holders of tickets are inside now, by their numbers."""
    rows = session.execute(
        select(TicketState.ticket_id, TicketState.occasion_id).where(
            TicketState.occasion_id.in_(numbers),
            TicketState.ticket_id.in_(ticket_ids),
            TicketState.is_inside.is_(True),
        )
    )
    found: defaultdict[int, list[int]] = defaultdict(list)
    for ticket_id, occasion_id in rows:
        found[ticket_id].append(numbers[occasion_id])
    return found


def roster_ticket(
    row: Row[*tuple[Any, ...]], numbers: Mapping[int, int], inside: Mapping[int, list[int]]
) -> RosterTicket:
    """Put together what a phone holds of one ticket."""
    return RosterTicket(
        hash=row.roster_hash,
        short=row.roster_short,
        category=row.category,
        state=state_of(row.status, row.participant_status),
        inside=sorted(inside.get(row.id, ())),
        valid=None if row.occasion_id is None else numbers_of(row.occasion_id, numbers),
        flags=row.flags,
    )


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
