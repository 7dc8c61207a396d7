"""What is asked of tickets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from eventsys.core.codes import CodeKind, digest_of, read_code
from eventsys.core.db import table_of
from eventsys.core.keys import Purpose, keys
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.rules import Category, ParticipantStatus, TicketStatus
from eventsys.registration.tickets.rules import TicketCodes


@dataclass(frozen=True, kw_only=True)
class HeldTicket:
    """A participant's place with its ticket, as its holder sees it."""

    participant_id: int
    position: int
    name: str
    category: Category
    status: ParticipantStatus
    ticket_status: TicketStatus
    codes: TicketCodes


people, tickets = table_of(Participant), table_of(Ticket)
HELD = (
    select(
        people.c.id,
        people.c.position,
        people.c.name,
        people.c.category,
        people.c.status,
        tickets.c.status.label("ticket_status"),
        tickets.c.sealed_codes,
    )
    .join(tickets, tickets.c.participant_id == people.c.id)
    .where(people.c.registration_id == bindparam("registration"))
    .order_by(people.c.position)
)


def list_held_tickets(session: Session, registration: Registration) -> Sequence[HeldTicket]:
    """List a registration's participants with their tickets, in the order they were given."""
    session.flush()
    rows = session.connection().execute(HELD, {"registration": registration.id})
    return [
        HeldTicket(
            participant_id=row.id,
            position=row.position,
            name=row.name or "",
            category=row.category,
            status=row.status,
            ticket_status=row.ticket_status,
            codes=unsealed(row.sealed_codes),
        )
        for row in rows
    ]


def unsealed(sealed_codes: bytes) -> TicketCodes:
    """Decrypt a ticket's codes."""
    code, short_code = keys().unseal(Purpose.TICKET, sealed_codes).split(" ")
    return TicketCodes(code, short_code)


def find_ticket(session: Session, text: str) -> Ticket | None:
    """Find a ticket by its full code, as read or typed; short codes open nothing here."""
    read = read_code(text)
    if read.kind is not CodeKind.CODE:
        return None
    return session.scalar(select(Ticket).where(Ticket.code_hash == digest_of(read.value)))


def participant_of(session: Session, ticket: Ticket) -> Participant:
    """Give the participant whom a ticket admits."""
    return session.get_one(Participant, ticket.participant_id)


def codes_by_ticket(session: Session, event_id: int) -> Mapping[int, TicketCodes]:
    """Decrypt the codes of all tickets of an event, by the ticket's id."""
    rows = session.execute(select(Ticket.id, Ticket.sealed_codes).filter_by(event_id=event_id))
    return {ticket_id: unsealed(sealed_codes) for ticket_id, sealed_codes in rows}
