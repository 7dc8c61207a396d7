"""What is asked of groups."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.events.models import Event
from eventsys.registration.groups.rules import Place
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import ParticipantStatus


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupRow:
    """A group as organisers see it in a list."""

    registration_id: int
    name: str
    reference: str
    contact_name: str
    contact_email: str | None
    contact_phone: str | None
    places: int
    waiting: int


def places_of(people: Sequence[Participant]) -> list[Place]:
    """Give the places of those who still come."""
    return [
        Place(
            position=each.position,
            name=each.name or "",
            category=each.category,
            birth_year=each.birth_year,
        )
        for each in people
        if each.status is not ParticipantStatus.DEREGISTERED
    ]


def list_groups(session: Session, event: Event) -> Sequence[GroupRow]:
    """List an event's groups of which somebody still comes, by their names."""
    confirmed = Participant.status == ParticipantStatus.CONFIRMED
    rows = session.execute(
        select(
            Registration,
            func.count().filter(confirmed).label("places"),
            func.count().filter(~confirmed).label("waiting"),
        )
        .join(Participant, Participant.registration_id == Registration.id)
        .where(
            Registration.event_id == event.id,
            Registration.group_name.is_not(None),
            Participant.status != ParticipantStatus.DEREGISTERED,
        )
        .group_by(Registration.id)
        .order_by(Registration.group_name, Registration.id)
    )
    return [
        GroupRow(
            registration_id=group.id,
            name=group.group_name or "",
            reference=group.reference,
            contact_name=group.contact_name or "",
            contact_email=group.contact_email,
            contact_phone=group.contact_phone,
            places=places,
            waiting=waiting,
        )
        for group, places, waiting in rows
    ]
