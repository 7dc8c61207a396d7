"""What phones are told of the tickets: hashes and states, nothing personal."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Subquery, case, func, literal, select
from sqlalchemy.orm import Session

from eventsys.checkin.models import TicketState
from eventsys.checkin.roster.others import OtherRow, changed_others, is_behind
from eventsys.checkin.roster.rules import (
    BEGINNING,
    Cursor,
    Passages,
    RosterTicket,
    numbers_of,
    state_of,
)
from eventsys.checkin.roster.standing import SETTLING
from eventsys.core.db import UtcDateTime, table_of
from eventsys.core.keys import Purpose, keys
from eventsys.events.models import Event, Occasion
from eventsys.events.queries import list_occasions
from eventsys.events.rules import EventStatus, UnknownTickets
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.rules import Source
from eventsys.registration.tickets.rules import roster_family

LARGEST_PAGE = 2000


@dataclass(frozen=True, kw_only=True)
class RosterPage:
    """A page of the roster, and where the next one begins."""

    cursor: str
    more: bool
    salt: str
    reentry: bool
    unknown: UnknownTickets
    is_cancelled: bool
    occasions: Sequence[Occasion]
    tickets: Sequence[RosterTicket]


def read_roster(
    session: Session,
    event: Event,
    after: Cursor = BEGINNING,
    *,
    at: datetime,
    limit: int = LARGEST_PAGE,
) -> RosterPage:
    """Read what changed behind a cursor, in the order of the changes."""
    rows = changed_rows(session, event, after, limit + 1)
    page, more = rows[:limit], len(rows) > limit
    occasions = list_occasions(session, event)
    numbers = {occasion.id: occasion.no for occasion in occasions}
    salt = keys().unseal(Purpose.ROSTER_SALT, event.roster_salt)
    ids = [row.id for row in page if not isinstance(row, OtherRow)]
    passages = passages_of(session, ids, numbers)
    passages.update(passages_of_others(page, numbers))
    families = families_of(session, page, salt) if event.family_scan else {}
    last = Cursor(page[-1].changed_at, page[-1].id) if page else after
    settled = max(min(last.changed_at, at - SETTLING), BEGINNING.changed_at)
    return RosterPage(
        cursor=str(last if more or settled == last.changed_at else Cursor(settled, 0)),
        more=more,
        salt=salt,
        reentry=event.reentry,
        unknown=event.unknown_tickets,
        is_cancelled=event.status is EventStatus.CANCELLED,
        occasions=occasions,
        tickets=[
            roster_ticket(row, numbers, passages[row.id], families.get(row.registration_id or 0))
            for row in page
        ],
    )


def changed_rows(
    session: Session, event: Event, after: Cursor, limit: int
) -> Sequence[Row[*tuple[Any, ...]] | OtherRow]:
    """Read what changed behind a cursor: tickets, and what phones hold besides."""
    rows: list[Row[*tuple[Any, ...]] | OtherRow] = []
    rows += changed_tickets(session, event, after, limit)
    rows += changed_others(session, event, after.changed_at, after.ticket_id, limit)
    return sorted(rows, key=lambda row: (row.changed_at, row.id))[:limit]


def changed_tickets(
    session: Session, event: Event, after: Cursor, limit: int
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Read the event's tickets that changed behind a cursor."""
    states = last_passages(event)
    changed_at = later(states.c.changed_at, table_of(Ticket).c.changed_at)
    if event.family_scan_at is not None:
        changed_at = later(literal(event.family_scan_at, UtcDateTime()), changed_at)
    changed_at = changed_at.label("changed_at")
    return session.execute(
        select(
            Ticket.id,
            Ticket.roster_hash,
            Ticket.roster_short,
            Ticket.category,
            Ticket.status,
            Ticket.flags,
            Ticket.occasion_id,
            Participant.registration_id,
            Participant.status.label("participant_status"),
            changed_at,
        )
        .join(Participant, Participant.id == Ticket.participant_id)
        .outerjoin(states, states.c.ticket_id == Ticket.id)
        .where(
            Ticket.event_id == event.id,
            is_behind(changed_at, Ticket.id, after.changed_at, after.ticket_id),
        )
        .order_by(changed_at, Ticket.id)
        .limit(limit)
    ).all()


def later(one: ColumnElement[datetime], other: ColumnElement[datetime]) -> ColumnElement[datetime]:
    """Select the later of two moments; the first may be none."""
    return case((one > other, one), else_=other)


def last_passages(event: Event) -> Subquery:
    """Select when each of the event's tickets last passed a gate."""
    return (
        select(TicketState.ticket_id, func.max(TicketState.changed_at).label("changed_at"))
        .join(Occasion, Occasion.id == TicketState.occasion_id)
        .where(Occasion.event_id == event.id)
        .group_by(TicketState.ticket_id)
        .subquery()
    )


def passages_of(
    session: Session, ticket_ids: Sequence[int], numbers: Mapping[int, int]
) -> dict[int, Passages]:
    """Tell at which occasions the holders of tickets are, and where they were, by their numbers."""
    rows = session.execute(
        select(TicketState.ticket_id, TicketState.occasion_id, TicketState.is_inside).where(
            TicketState.occasion_id.in_(numbers),
            TicketState.ticket_id.in_(ticket_ids),
            TicketState.admitted_at.is_not(None),
        )
    )
    found: defaultdict[int, Passages] = defaultdict(Passages)
    for ticket_id, occasion_id, is_inside in rows:
        passages = found[ticket_id]
        (passages.inside if is_inside else passages.been).append(numbers[occasion_id])
    return found


def passages_of_others(
    page: Sequence[Row[*tuple[Any, ...]] | OtherRow], numbers: Mapping[int, int]
) -> Mapping[int, Passages]:
    """Tell of practice tickets whether their holders are to be inside, wherever one trains."""
    return {
        row.id: Passages(inside=list(numbers.values()) if row.is_inside else [])
        for row in page
        if isinstance(row, OtherRow)
    }


def families_of(
    session: Session, page: Sequence[Row[*tuple[Any, ...]] | OtherRow], salt: str
) -> Mapping[int, str]:
    """Name the registrations that have several tickets, by names that tell nothing of them.

    Tickets printed beforehand are nobody's together.
    """
    rows = session.execute(
        select(Participant.registration_id, Registration.public_id)
        .join(Ticket, Ticket.participant_id == Participant.id)
        .join(Registration, Registration.id == Participant.registration_id)
        .where(
            Participant.registration_id.in_({row.registration_id for row in page}),
            Registration.source != Source.PREPRINTED,
        )
        .group_by(Participant.registration_id, Registration.public_id)
        .having(func.count() > 1)
    )
    return {registration_id: roster_family(salt, public_id) for registration_id, public_id in rows}


def roster_ticket(
    row: Row[*tuple[Any, ...]] | OtherRow,
    numbers: Mapping[int, int],
    passages: Passages,
    family: str | None,
) -> RosterTicket:
    """Put together what a phone holds of one ticket."""
    return RosterTicket(
        hash=row.roster_hash,
        short=row.roster_short,
        category=row.category,
        state=state_of(row.status, row.participant_status),
        inside=sorted(passages.inside),
        been=sorted(passages.been),
        valid=None if row.occasion_id is None else numbers_of(row.occasion_id, numbers),
        family=family,
        flags=row.flags,
    )
