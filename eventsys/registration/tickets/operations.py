"""What changes tickets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.codes import digest_of, new_code, new_short_code
from eventsys.core.db import table_of
from eventsys.core.keys import Purpose, keys
from eventsys.core.principal import Principal
from eventsys.registration.models import Ticket
from eventsys.registration.rules import Category, TicketStatus
from eventsys.registration.tickets.rules import roster_hash, roster_short


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
    code, short_code = new_code(), new_short_code()
    return {
        "participant_id": holder.participant_id,
        "event_id": holder.event_id,
        "occasion_id": holder.occasion_id,
        "code_hash": digest_of(code),
        "sealed_codes": keys().seal(Purpose.TICKET, f"{code} {short_code}"),
        "roster_hash": roster_hash(salt, code),
        "roster_short": roster_short(salt, short_code),
        "category": holder.category,
        "status": TicketStatus.VALID,
        "flags": 0,
        "changed_at": at,
    }


def block(session: Session, ticket: Ticket, reason: str, *, at: datetime, by: Principal) -> None:
    """Let a ticket admit nobody any more."""
    ticket.status = TicketStatus.BLOCKED
    ticket.status_at = at
    ticket.changed_at = at
    record(session, "block", ticket, {"reason": reason}, at=at, by=by)
