"""What mends a contact, and tells it how its registration stands."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventsys.core.outbox import NoticeKind, put_notice
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import (
    ParticipantStatus,
)
from eventsys.registration.spelling import suggest_email


def correct_email(session: Session, registration: Registration, *, at: datetime) -> None:
    """Write to the address that was probably meant instead; harmless when repeated.

    Links and tickets stay as they are, and who still has a place is told anew.
    """
    mistyped = registration.contact_email or ""
    meant = suggest_email(mistyped)
    if meant is None:
        return
    revision = session.scalar(
        update(Registration)
        .where(Registration.id == registration.id, Registration.contact_email == mistyped)
        .values(contact_email=meant, revision=Registration.revision + 1)
        .returning(Registration.revision)
        .execution_options(synchronize_session=False)
    )
    session.refresh(registration)
    kind = kind_of(session, registration)
    if revision is not None and kind is not None:
        put_notice(session, kind, registration.id, revision=revision, at=at)


def kind_of(session: Session, registration: Registration) -> NoticeKind | None:
    """Choose what tells how a registration stands: by its best place; None where all have left."""
    kinds = {
        ParticipantStatus.CONFIRMED: NoticeKind.REGISTERED,
        ParticipantStatus.OFFERED: NoticeKind.OFFERED,
        ParticipantStatus.WAITING: NoticeKind.WAITING,
    }
    present = select(Participant.status).filter_by(registration_id=registration.id)
    statuses = set(session.scalars(present.distinct()))
    return next((kind for status, kind in kinds.items() if status in statuses), None)
