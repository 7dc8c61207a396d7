"""What phones hold besides the tickets there are: those that were replaced, and practice tickets.

They share one order of changes with the tickets; their numbers stand above all ids of those.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, SQLColumnExpression, cast, literal, or_, select
from sqlalchemy.orm import Session

from eventsys.checkin.practice.models import PracticeTicket
from eventsys.checkin.practice.rules import STRANGERS, PracticeKind
from eventsys.events.models import Event
from eventsys.registration.models import Ticket
from eventsys.registration.rules import (
    FLAG_PRACTICE,
    Category,
    ParticipantStatus,
    TicketStatus,
)
from eventsys.registration.tickets.models import ReplacedTicket

REPLACED_FROM = 10**12
"""From here on numbers in cursors are of replaced tickets; no table has so many rows."""
PRACTICE_FROM = 2 * REPLACED_FROM


@dataclass(frozen=True, kw_only=True)
class OtherRow:
    """What a phone holds of a code that is no ticket's, in the form of a ticket's row."""

    id: int
    roster_hash: str
    roster_short: str
    category: Category
    status: TicketStatus
    participant_status: ParticipantStatus
    changed_at: datetime
    occasion_id: int | None = None
    registration_id: int | None = None
    flags: int = 0
    is_inside: bool = False


def changed_others(
    session: Session, event: Event, changed_at: datetime, number: int, limit: int
) -> Sequence[OtherRow]:
    """Read what changed behind a moment and a number, of each kind so many rows."""
    return [
        *changed_replaced(session, event, changed_at, number, limit),
        *changed_practice(session, event, changed_at, number, limit),
    ]


def changed_replaced(
    session: Session, event: Event, changed_at: datetime, number: int, limit: int
) -> Sequence[OtherRow]:
    """Read the tickets that were replaced since."""
    own = cast(ReplacedTicket.id, BigInteger) + literal(REPLACED_FROM, BigInteger)
    chosen = (
        select(ReplacedTicket, Ticket.category, Ticket.occasion_id)
        .join(Ticket, Ticket.id == ReplacedTicket.ticket_id)
        .where(
            ReplacedTicket.event_id == event.id,
            is_behind(ReplacedTicket.replaced_at, own, changed_at, number),
        )
        .order_by(ReplacedTicket.replaced_at, ReplacedTicket.id)
    )
    return [
        OtherRow(
            id=REPLACED_FROM + replaced.id,
            roster_hash=replaced.roster_hash,
            roster_short=replaced.roster_short,
            category=category,
            status=TicketStatus.REPLACED,
            participant_status=ParticipantStatus.CONFIRMED,
            changed_at=replaced.replaced_at,
            occasion_id=occasion_id,
        )
        for replaced, category, occasion_id in session.execute(chosen.limit(limit))
    ]


def changed_practice(
    session: Session, event: Event, changed_at: datetime, number: int, limit: int
) -> Sequence[OtherRow]:
    """Read the practice tickets that changed since; of strangers phones hold nothing."""
    own = cast(PracticeTicket.id, BigInteger) + literal(PRACTICE_FROM, BigInteger)
    chosen = (
        select(PracticeTicket)
        .where(
            PracticeTicket.event_id == event.id,
            PracticeTicket.kind.not_in(STRANGERS),
            is_behind(PracticeTicket.changed_at, own, changed_at, number),
        )
        .order_by(PracticeTicket.changed_at, PracticeTicket.id)
    )
    return [practice_row(each) for each in session.scalars(chosen.limit(limit))]


def practice_row(ticket: PracticeTicket) -> OtherRow:
    """Put together what a phone holds of a practice ticket; a removed one is blocked."""
    kind = ticket.kind
    return OtherRow(
        id=PRACTICE_FROM + ticket.id,
        roster_hash=ticket.roster_hash,
        roster_short=ticket.roster_short,
        category=Category.ADULT,
        status=TicketStatus.BLOCKED if ticket.is_removed else kind.status,
        participant_status=kind.participant_status,
        changed_at=ticket.changed_at,
        flags=FLAG_PRACTICE,
        is_inside=kind is PracticeKind.ALREADY_IN and not ticket.is_removed,
    )


def is_behind(
    column: SQLColumnExpression[datetime],
    own: SQLColumnExpression[int],
    changed_at: datetime,
    number: int,
) -> SQLColumnExpression[bool]:
    """Tell whether a row comes after a moment and a number."""
    return or_(column > changed_at, (column == changed_at) & (own > literal(number, BigInteger)))
