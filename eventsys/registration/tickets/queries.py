"""What is asked of tickets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, exists, or_, select
from sqlalchemy.orm import Session

from eventsys.core.codes import CodeKind, read_code
from eventsys.core.db import table_of
from eventsys.core.keys import Purpose, keys
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.rules import Category, ParticipantStatus, Source, TicketStatus
from eventsys.registration.tickets.models import ReplacedTicket
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
    """Find a ticket by its full code, as read or typed; short codes open nothing here.

    A code that was replaced leads to the ticket that its holder has now; see `is_replaced`.
    """
    read = read_code(text)
    if read.kind is not CodeKind.CODE:
        return None
    replaced = select(ReplacedTicket.ticket_id).where(ReplacedTicket.code_hash == read.digest)
    is_it = or_(Ticket.code_hash == read.digest, Ticket.id.in_(replaced))
    return session.scalar(select(Ticket).where(is_it))


def is_replaced(ticket: Ticket, text: str) -> bool:
    """Tell whether a ticket was found by a code that it no longer has."""
    return ticket.code_hash != read_code(text).digest


def ticket_of(session: Session, participant: Participant) -> Ticket:
    """Give the ticket that a participant has now."""
    return session.scalars(select(Ticket).filter_by(participant_id=participant.id)).one()


def participant_of(session: Session, ticket: Ticket) -> Participant:
    """Give the participant whom a ticket admits."""
    return session.get_one(Participant, ticket.participant_id)


def comes_with_others(session: Session, participant: Participant) -> bool:
    """Tell whether others have a place by the same registration; printed tickets are no company."""
    company = exists().where(
        Participant.registration_id == participant.registration_id,
        Participant.id != participant.id,
        Participant.status == ParticipantStatus.CONFIRMED,
        Registration.id == Participant.registration_id,
        Registration.source != Source.PREPRINTED,
    )
    return bool(session.scalar(select(company)))


def codes_by_ticket(session: Session, event_id: int) -> Mapping[int, TicketCodes]:
    """Decrypt the codes of all tickets of an event, by the ticket's id."""
    rows = session.execute(select(Ticket.id, Ticket.sealed_codes).filter_by(event_id=event_id))
    return {ticket_id: unsealed(sealed_codes) for ticket_id, sealed_codes in rows}
