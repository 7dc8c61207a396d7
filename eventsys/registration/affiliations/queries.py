"""What is asked of where participants come from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.events.models import Event
from eventsys.registration.affiliations.models import Affiliation
from eventsys.registration.models import Participant, Registration
from eventsys.registration.queries import IS_SOMEBODY
from eventsys.registration.rules import ParticipantStatus


class WorkplaceRow(NamedTuple):
    """Where a participant comes from: as typed, empty where nothing was, and the actor, if any.

    `assigned_by` says who knew it.
    """

    participant_id: int
    name: str
    contact_name: str
    reference: str
    status: ParticipantStatus
    typed: str
    actor_id: int | None
    assigned_by: str | None


@dataclass(frozen=True)
class Use:
    """How many people of an event come from an actor, whatever their status."""

    event_id: int
    people: int


def list_workplaces(session: Session, event: Event) -> Sequence[WorkplaceRow]:
    """List where everybody of an event comes from, in the order they registered."""
    rows = session.execute(
        select(
            Participant.id,
            func.coalesce(Participant.name, ""),
            func.coalesce(Registration.contact_name, ""),
            Registration.reference,
            Participant.status,
            func.coalesce(Affiliation.typed, ""),
            Affiliation.actor_id,
            Affiliation.assigned_by,
        )
        .join(Registration, Registration.id == Participant.registration_id)
        .outerjoin(Affiliation, Affiliation.participant_id == Participant.id)
        .where(Participant.event_id == event.id, IS_SOMEBODY)
        .order_by(Participant.id)
    )
    return [WorkplaceRow(*row) for row in rows]


def actors_of(session: Session, event_ids: Iterable[int]) -> Mapping[int, int]:
    """Tell which actor each participant of some events comes from, where that is known."""
    rows = session.execute(
        select(Affiliation.participant_id, Affiliation.actor_id)
        .join(Participant, Participant.id == Affiliation.participant_id)
        .where(Participant.event_id.in_(list(event_ids)), Affiliation.actor_id.is_not(None))
    )
    return {row.participant_id: row.actor_id for row in rows}


def list_uses(session: Session, actor_ids: Iterable[int]) -> Sequence[Use]:
    """List the events with people who come from some actors, the newest first."""
    rows = session.execute(
        select(Participant.event_id, func.count())
        .join(Affiliation, Affiliation.participant_id == Participant.id)
        .where(Affiliation.actor_id.in_(list(actor_ids)))
        .group_by(Participant.event_id)
        .order_by(Participant.event_id.desc())
    )
    return [Use(event_id, people) for event_id, people in rows]


def count_uses(session: Session) -> Mapping[int, int]:
    """Count the people who come from each actor, at whatever event."""
    rows = session.execute(
        select(Affiliation.actor_id, func.count())
        .where(Affiliation.actor_id.is_not(None))
        .group_by(Affiliation.actor_id)
    )
    return {actor_id: people for actor_id, people in rows if actor_id is not None}
