"""What is asked of notes."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.registration.models import Registration
from eventsys.registration.notes.models import RegistrationNote


def list_notes(session: Session, registration_id: int) -> Sequence[RegistrationNote]:
    """List the notes about a registration, the newest first."""
    notes = select(RegistrationNote).filter_by(registration_id=registration_id)
    return session.scalars(notes.order_by(RegistrationNote.id.desc())).all()


def find_note_in(session: Session, event_id: int, note_id: int) -> RegistrationNote | None:
    """Find a note by its id, where it is about a registration of an event."""
    return session.scalar(
        select(RegistrationNote)
        .join(Registration, Registration.id == RegistrationNote.registration_id)
        .where(Registration.event_id == event_id, RegistrationNote.id == note_id)
    )
