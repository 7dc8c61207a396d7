"""What is asked of practice tickets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.orm import Session

from eventsys.checkin.code_keys import code_values, opens_by_any
from eventsys.checkin.practice.models import PracticeTicket
from eventsys.checkin.practice.rules import PracticeKind
from eventsys.core.codes import CodeKind
from eventsys.core.db import table_of
from eventsys.events.models import Event
from eventsys.registration.tickets.queries import unsealed
from eventsys.registration.tickets.rules import TicketCodes

practice = table_of(PracticeTicket)
KNOWN = select(
    practice.c.event_id,
    practice.c.kind,
    practice.c.code_hash,
    practice.c.roster_hash,
    practice.c.roster_short,
).where(opens_by_any(practice))


@dataclass(frozen=True, kw_only=True)
class PracticeCode:
    """A practice ticket that can be shown: what it is to come to, and its codes."""

    kind: PracticeKind
    number: int
    codes: TicketCodes


def find_practice(
    connection: Connection, event_id: int, wanted: Mapping[CodeKind, Sequence[str]]
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Find the practice tickets with these codes."""
    if not wanted:
        return []
    return connection.execute(KNOWN, code_values(event_id, wanted)).all()


def list_practice(session: Session, event: Event) -> Sequence[PracticeCode]:
    """List the practice tickets that an event has now; none before and after the rehearsal."""
    stored = (
        select(PracticeTicket)
        .filter_by(event_id=event.id, is_removed=False)
        .order_by(PracticeTicket.id)
    )
    return [
        PracticeCode(kind=each.kind, number=each.number, codes=unsealed(each.sealed_codes))
        for each in session.scalars(stored)
    ]


def newest_practice(session: Session, event: Event) -> datetime | None:
    """Tell when an event's practice tickets were made; None where it has none now."""
    return session.scalar(
        select(PracticeTicket.changed_at)
        .filter_by(event_id=event.id, is_removed=False)
        .order_by(PracticeTicket.changed_at.desc())
        .limit(1)
    )
