"""What is asked before somebody changes a registration."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.registration.changes.models import SelfService
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import ParticipantStatus


def is_move_allowed(session: Session, event_id: int) -> bool:
    """Tell whether an event lets people choose another of its dates."""
    allowed = session.scalar(select(SelfService.is_move_allowed).filter_by(event_id=event_id))
    return allowed is not False


def list_people(session: Session, registration: Registration) -> Sequence[Participant]:
    """List a registration's people in their order, also those who have left."""
    people = select(Participant).where(Participant.registration_id == registration.id)
    return session.scalars(people.order_by(Participant.position)).all()


def list_present(session: Session, registration: Registration) -> Sequence[Participant]:
    """List those of a registration who have not left."""
    return [
        person
        for person in list_people(session, registration)
        if person.status is not ParticipantStatus.DEREGISTERED
    ]
