"""What changes tickets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace as changed
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.codes import digest_of, new_code, new_short_code
from eventsys.core.db import table_of
from eventsys.core.keys import Purpose, keys
from eventsys.core.outbox import NoticeKind
from eventsys.core.principal import Principal
from eventsys.events.models import Event
from eventsys.registration.holding import hold_known
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.rules import Category, ParticipantStatus, TicketStatus
from eventsys.registration.statuses.operations import tell
from eventsys.registration.tickets.models import ReplacedTicket
from eventsys.registration.tickets.queries import unsealed
from eventsys.registration.tickets.rules import (
    Span,
    keep_past,
    read_past,
    roster_hash,
    roster_short,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Holder:
    """A participant who is to have a ticket."""

    participant_id: int
    event_id: int
    occasion_id: int | None
    category: Category


def issue(session: Session, salt: bytes, holders: Sequence[Holder], *, at: datetime) -> None:
    """Give participants their tickets; `salt` is the event's, as it is stored."""
    plain_salt = keys().unseal(Purpose.ROSTER_SALT, salt)
    rows = [ticket_values(plain_salt, holder, at) for holder in holders]
    session.connection().execute(insert(table_of(Ticket)), rows)


def ticket_values(salt: str, holder: Holder, at: datetime) -> dict[str, Any]:
    """Write a fresh ticket down."""
    return fresh_codes(salt) | {
        "participant_id": holder.participant_id,
        "event_id": holder.event_id,
        "occasion_id": holder.occasion_id,
        "category": holder.category,
        "status": TicketStatus.VALID,
        "flags": 0,
        "changed_at": at,
    }


def fresh_codes(salt: str) -> dict[str, Any]:
    """Make the codes of a ticket, as they are kept."""
    code, short_code = new_code(), new_short_code()
    return {
        "code_hash": digest_of(code),
        "sealed_codes": keys().seal(Purpose.TICKET, f"{code} {short_code}"),
        "roster_hash": roster_hash(salt, code),
        "roster_short": roster_short(salt, short_code),
    }


def hold(session: Session, ticket: Ticket) -> None:
    """Let nobody else change a ticket, nor scan it, until this is done."""
    session.flush()
    session.refresh(ticket, with_for_update=True)


def block(session: Session, ticket: Ticket, reason: str, *, at: datetime, by: Principal) -> None:
    """Let a ticket admit nobody any more; harmless when repeated."""
    hold(session, ticket)
    if ticket.status is TicketStatus.BLOCKED:
        return
    ticket.status = TicketStatus.BLOCKED
    ticket.status_at = at
    ticket.changed_at = at
    record(session, "block", ticket, {"reason": reason}, at=at, by=by)


def unblock(session: Session, ticket: Ticket, reason: str, *, at: datetime, by: Principal) -> None:
    """Let a blocked ticket admit again; what was refused meanwhile stays refused."""
    hold(session, ticket)
    if ticket.status is not TicketStatus.BLOCKED:
        return
    lift_block(ticket, at)
    ticket.changed_at = at
    record(session, "unblock", ticket, {"reason": reason}, at=at, by=by)


def lift_block(ticket: Ticket, at: datetime) -> None:
    """End a block, if there is one, and remember how long it held."""
    if ticket.status is TicketStatus.BLOCKED and ticket.status_at is not None:
        past = read_past(ticket.past)
        ended = Span(ticket.status_at, max(at, ticket.status_at))
        ticket.past = keep_past(changed(past, blocks=[*past.blocks, ended]))
    ticket.status = TicketStatus.VALID
    ticket.status_at = None


def replace(session: Session, ticket: Ticket, known: str, *, at: datetime, by: Principal) -> bool:
    """Give a ticket new codes: the old ones admit nobody from now on.

    `known` is the roster's hash of the code that is to go: a request that comes twice finds it gone
    and changes nothing, nor does one for a ticket that somebody else has just replaced. Who has a
    place is told: the contact gets the tickets as they are now.
    """
    registration = hold_registration(session, ticket)
    hold(session, ticket)
    if ticket.roster_hash != known:
        return False
    codes, past = unsealed(ticket.sealed_codes), read_past(ticket.past)
    session.add(
        ReplacedTicket(
            ticket_id=ticket.id,
            event_id=ticket.event_id,
            code_hash=ticket.code_hash,
            roster_hash=ticket.roster_hash,
            roster_short=ticket.roster_short,
            replaced_at=at,
        )
    )
    read = (ticket.code_hash, digest_of(ticket.roster_hash), digest_of(codes.short_code))
    ticket.past = keep_past(changed(past, codes={**past.codes, **dict.fromkeys(read, at)}))
    lift_block(ticket, at)
    event = session.get_one(Event, ticket.event_id)
    salt = keys().unseal(Purpose.ROSTER_SALT, event.roster_salt)
    for name, value in fresh_codes(salt).items():
        setattr(ticket, name, value)
    ticket.changed_at = at
    record(session, "replace", ticket, {}, at=at, by=by)
    session.flush()
    if session.get_one(Participant, ticket.participant_id).status is ParticipantStatus.CONFIRMED:
        tell(session, NoticeKind.NEW_TICKET, registration, at=at)
    return True


def hold_registration(session: Session, ticket: Ticket) -> Registration:
    """Hold the registration of a ticket: always before the ticket, as whatever changes both does.

    Its people are read anew.
    """
    holder = session.get_one(Participant, ticket.participant_id)
    registration = session.get_one(Registration, holder.registration_id)
    hold_known(session, registration)
    session.refresh(holder)
    return registration


def set_flag(
    session: Session, ticket: Ticket, flag: int, *, is_set: bool, at: datetime, by: Principal
) -> None:
    """Set or take off what volunteers are told of a ticket: the phones learn it anew."""
    hold(session, ticket)
    if bool(ticket.flags & flag) is is_set:
        return
    ticket.flags = ticket.flags | flag if is_set else ticket.flags & ~flag
    ticket.changed_at = at
    record(session, "flag", ticket, {"flag": flag, "is_set": is_set}, at=at, by=by)
