"""What the desk asks on the day: who somebody is, where they stand, whether they came in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, false, or_, select
from sqlalchemy.orm import Session

from eventsys.checkin.devices.queries import desk_token_hash
from eventsys.checkin.models import Device, Scan, TicketState
from eventsys.checkin.rules import LATEST_UNDO
from eventsys.core.codes import CodeKind, CodeRead, read_code
from eventsys.core.keys import Purpose, keys
from eventsys.events.models import Event
from eventsys.events.queries import list_occasions
from eventsys.events.rules import nearest_occasion
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.queries import IS_SOMEBODY
from eventsys.registration.rules import Category, ParticipantStatus, TicketStatus
from eventsys.registration.search import is_about
from eventsys.registration.tickets.models import ReplacedTicket
from eventsys.registration.tickets.queries import unsealed
from eventsys.registration.tickets.rules import roster_short

MOST_FOUND = 20


@dataclass(frozen=True, kw_only=True)
class DeskPerson:
    """A participant as the desk sees them; what they did is of the occasion that is nearest.

    `undoable` is the id of the desk's own scan that can still be taken back.
    """

    id: int
    registration_id: int
    reference: str
    name: str
    category: Category
    status: ParticipantStatus
    ticket_status: TicketStatus
    flags: int
    roster_hash: str
    short_code: str
    came_at: datetime | None
    came_by: str
    is_inside: bool
    undoable: str | None


def find_people(
    session: Session, event: Event, text: str, *, at: datetime, limit: int
) -> Sequence[DeskPerson]:
    """Find an event's people by name, reference or contact, or by the ticket's code."""
    found = or_(and_(IS_SOMEBODY, is_about(text)), has_code(event, read_code(text)))
    chosen = people_of(session, event, at).where(found).order_by(Participant.id).limit(limit)
    return [person_of(row, at) for row in session.execute(chosen)]


def find_person(
    session: Session, event: Event, participant_id: int, *, at: datetime
) -> DeskPerson | None:
    """Find one of an event's people by their id."""
    chosen = people_of(session, event, at).where(Participant.id == participant_id)
    row = session.execute(chosen).first()
    return None if row is None else person_of(row, at)


def has_code(event: Event, read: CodeRead) -> ColumnElement[bool]:
    """Tell whether a ticket has, or had before it was replaced, the code that was read or typed."""
    if read.kind is CodeKind.CODE:
        return is_or_was(event, "code_hash", read.digest)
    if read.kind is CodeKind.SHORT_CODE:
        salt = keys().unseal(Purpose.ROSTER_SALT, event.roster_salt)
        return is_or_was(event, "roster_short", roster_short(salt, read.value))
    return false()


def is_or_was(event: Event, column: str, value: str) -> ColumnElement[bool]:
    """Tell whether a ticket holds a hash, or another one that it replaced."""
    before = select(ReplacedTicket.ticket_id).where(
        ReplacedTicket.event_id == event.id, getattr(ReplacedTicket, column) == value
    )
    return or_(getattr(Ticket, column) == value, Ticket.id.in_(before))


def people_of(session: Session, event: Event, at: datetime) -> Select[*tuple[Any, ...]]:
    """Select an event's people, with where they stand at the occasion nearest to a moment."""
    spans = [(each.id, each.starts_at, each.ends_at) for each in list_occasions(session, event)]
    is_now = and_(
        TicketState.ticket_id == Ticket.id,
        TicketState.occasion_id == (nearest_occasion(spans, at) or 0),
        TicketState.admitted_at.is_not(None),
    )
    by_desk = and_(Device.id == Scan.device_id, Device.token_hash == desk_token_hash(event))
    return (
        select(
            Participant,
            Registration.reference,
            Ticket,
            TicketState,
            Device.id.label("desk_id"),
            Scan.effective_at.label("scanned_at"),
        )
        .join(Registration, Registration.id == Participant.registration_id)
        .join(Ticket, Ticket.participant_id == Participant.id)
        .outerjoin(TicketState, is_now)
        .outerjoin(Scan, Scan.scan_id == TicketState.admitted_scan_id)
        .outerjoin(Device, by_desk)
        .where(Participant.event_id == event.id)
    )


def person_of(row: Row[*tuple[Any, ...]], at: datetime) -> DeskPerson:
    """Put together what the desk sees of one person."""
    person, ticket, state = row.Participant, row.Ticket, row.TicketState
    can_undo = row.desk_id is not None and at - row.scanned_at <= LATEST_UNDO
    return DeskPerson(
        id=person.id,
        registration_id=person.registration_id,
        reference=row.reference,
        name=person.name or "",
        category=ticket.category,
        status=person.status,
        ticket_status=ticket.status,
        flags=ticket.flags,
        roster_hash=ticket.roster_hash,
        short_code=unsealed(ticket.sealed_codes).short_code,
        came_at=state.admitted_at if state else None,
        came_by=(state.admitted_gate or "") if state else "",
        is_inside=bool(state and state.is_inside),
        undoable=state.admitted_scan_id if can_undo else None,
    )
