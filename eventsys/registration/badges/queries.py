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


@dataclass(frozen=True, kw_only=True, slots=True)
class Wearer:
    """Somebody who is to wear a badge; `total` is how many their registration holds."""

    position: int
    total: int
    name: str
    group_name: str
    codes: TicketCodes


def list_wearers(
    session: Session, event: Event, *, of: Sequence[int] | None = None
) -> Sequence[Wearer]:
    """List those who have places, in the order they registered; with `of`, some of them."""
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
    wanted = with_places(select(*columns), event)
    if of is not None:
        wanted = wanted.where(Participant.id.in_(of))
    rows = session.execute(wanted.order_by(Registration.id, Participant.position))
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


def list_wearer_ids(session: Session, event: Event) -> Sequence[int]:
    """List the ids of those who have places, in the order they registered."""
    ids = with_places(select(Participant.id), event)
    return session.scalars(ids.order_by(Registration.id, Participant.position)).all()


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
