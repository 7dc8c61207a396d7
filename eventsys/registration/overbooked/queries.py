"""What is asked of those who hold a place too many."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from eventsys.events.models import Event, PlacePool
from eventsys.registration.models import Participant, Registration
from eventsys.registration.overbooked.models import OverbookedCall
from eventsys.registration.overbooked.rules import Party
from eventsys.registration.rules import ParticipantStatus

HOLDS_A_PLACE = (
    Participant.status == ParticipantStatus.CONFIRMED,
    Participant.takes_place.is_(True),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class OverbookedRow:
    """Somebody to be called, and how many of theirs hold a place too many."""

    id: int
    registration_id: int
    reference: str
    contact_name: str
    phone: str | None
    email: str | None
    language: str
    people: int


def list_parties(session: Session, pool: PlacePool) -> Sequence[Party]:
    """List who holds places of a pool, in the order in which they registered."""
    whose = Registration.event_id == pool.event_id
    if pool.occasion_id is not None:
        whose = whose & (Participant.occasion_id == pool.occasion_id)
    held = (
        select(Registration.id, func.count(Participant.id))
        .join(Participant, Participant.registration_id == Registration.id)
        .where(whose, *HOLDS_A_PLACE)
        .group_by(Registration.id, Registration.created_at)
        .order_by(Registration.created_at, Registration.id)
    )
    return [Party(number, people) for number, people in session.execute(held)]


def list_overbooked(session: Session, event: Event) -> Sequence[OverbookedRow]:
    """List whom to call at an event as there is no place for them, who came last first."""
    calls = (
        select(OverbookedCall, Registration)
        .join(Registration, Registration.id == OverbookedCall.registration_id)
        .where(Registration.event_id == event.id, *is_open())
        .order_by(Registration.created_at.desc(), Registration.id.desc())
    )
    return [
        OverbookedRow(
            id=call.id,
            registration_id=registration.id,
            reference=registration.reference,
            contact_name=registration.contact_name or "",
            phone=registration.contact_phone,
            email=registration.contact_email,
            language=registration.language,
            people=call.size,
        )
        for call, registration in session.execute(calls)
    ]


def count_overbooked(session: Session, event: Event) -> int:
    """Count the registrations whose people are to be called."""
    calls = (
        select(func.count(OverbookedCall.id))
        .join(Registration, Registration.id == OverbookedCall.registration_id)
        .where(Registration.event_id == event.id, *is_open())
    )
    return session.scalars(calls).one()


def find_call(session: Session, event: Event, call_id: int) -> OverbookedCall | None:
    """Find one of an event's calls."""
    found = select(OverbookedCall).join(
        Registration, Registration.id == OverbookedCall.registration_id
    )
    return session.scalar(
        found.where(OverbookedCall.id == call_id, Registration.event_id == event.id)
    )


def is_open() -> list[ColumnElement[bool]]:
    """Write down which calls are still to be made: somebody of theirs still holds a place."""
    somebody = exists().where(Participant.registration_id == Registration.id, *HOLDS_A_PLACE)
    return [OverbookedCall.settled_at.is_(None), somebody]
