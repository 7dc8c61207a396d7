"""What is asked before somebody changes a registration."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.events.models import Event
from eventsys.registration.changes.models import SelfService
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import ParticipantStatus, Source


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


def find_registration_of(
    session: Session, event: Event, registration_id: int
) -> Registration | None:
    """Find one of an event's registrations; a print run of nobody's tickets is none."""
    return session.scalar(
        select(Registration).where(
            Registration.id == registration_id,
            Registration.event_id == event.id,
            Registration.source != Source.PREPRINTED,
        )
    )
