"""What is asked for name badges: whoever has a place at an event."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from eventsys.events.models import Event
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.rules import ParticipantStatus, Source, TicketStatus
from eventsys.registration.tickets.queries import unsealed
from eventsys.registration.tickets.rules import TicketCodes

BADGES_A_FILE = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Wearer:
    """Somebody who is to wear a badge; `total` is how many their registration holds."""

    position: int
    total: int
    name: str
    group_name: str
    codes: TicketCodes


def list_wearers(session: Session, event: Event, *, part: int) -> Sequence[Wearer]:
    """List those who have places, some hundred at a time, in the order they registered."""
    other = aliased(Participant)
    total = (
        select(func.count())
        .where(other.registration_id == Participant.registration_id)
        .correlate(Participant)
        .scalar_subquery()
    )
    columns = (
        Participant.position,
        Participant.name,
        Registration.group_name,
        Ticket.sealed_codes,
        total.label("total"),
    )
    rows = session.execute(
        with_places(select(*columns), event)
        .order_by(Registration.id, Participant.position)
        .limit(BADGES_A_FILE)
        .offset((part - 1) * BADGES_A_FILE)
    )
    return [
        Wearer(
            position=row.position,
            total=row.total,
            name=row.name or "",
            group_name=row.group_name or "",
            codes=unsealed(row.sealed_codes),
        )
        for row in rows
    ]


def count_wearers(session: Session, event: Event) -> int:
    """Count those who have places."""
    return int(session.scalars(with_places(select(func.count()), event)).one())


def with_places(chosen: Select[*tuple[Any, ...]], event: Event) -> Select[*tuple[Any, ...]]:
    """Keep those with a ticket that admits, and nobody for whom a ticket was only printed."""
    return (
        chosen.select_from(Participant)
        .join(Registration, Registration.id == Participant.registration_id)
        .join(Ticket, Ticket.participant_id == Participant.id)
        .where(
            Participant.event_id == event.id,
            Participant.status == ParticipantStatus.CONFIRMED,
            Ticket.status == TicketStatus.VALID,
            Registration.source != Source.PREPRINTED,
        )
    )
