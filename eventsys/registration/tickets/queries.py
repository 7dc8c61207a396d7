"""What is asked of tickets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.core.codes import CodeKind, digest_of, read_code
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


def list_held_tickets(session: Session, registration: Registration) -> Sequence[HeldTicket]:
    """List a registration's participants with their tickets, in the order they were given."""
    rows = session.execute(
        select(Participant, Ticket)
        .join(Ticket, Ticket.participant_id == Participant.id)
        .where(Participant.registration_id == registration.id)
        .order_by(Participant.position)
    )
    return [
        HeldTicket(
            participant_id=participant.id,
            position=participant.position,
            name=participant.name or "",
            category=participant.category,
            status=participant.status,
            ticket_status=ticket.status,
            codes=codes_of(ticket),
        )
        for participant, ticket in rows
    ]


def codes_of(ticket: Ticket) -> TicketCodes:
    """Decrypt a ticket's codes."""
    code, short_code = keys().unseal(Purpose.TICKET, ticket.sealed_codes).split(" ")
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
    tickets = session.scalars(select(Ticket).where(Ticket.event_id == event_id))
    return {ticket.id: codes_of(ticket) for ticket in tickets}
