"""What takes the people of a registration from one state to another, and tells of it."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from eventsys.core.outbox import NoticeKind, put_notice
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.rules import ParticipantStatus, Source


def move(
    session: Session,
    registration: Registration,
    before: ParticipantStatus,
    after: ParticipantStatus,
    *,
    at: datetime,
) -> int:
    """Move those of a registration who stand at one state to another; count their places."""
    moved = session.execute(
        update(Participant)
        .where(Participant.registration_id == registration.id, Participant.status == before)
        .values(status=after)
        .returning(Participant.id, Participant.takes_place)
        .execution_options(synchronize_session="fetch")
    ).all()
    ids = [participant_id for participant_id, _ in moved]
    session.execute(update(Ticket).where(Ticket.participant_id.in_(ids)).values(changed_at=at))
    return sum(takes_place for _, takes_place in moved)


def tell(session: Session, kind: NoticeKind, registration: Registration, *, at: datetime) -> None:
    """Lay out a notice of what happened to a registration."""
    session.flush()
    revision = session.scalars(
        update(Registration)
        .where(Registration.id == registration.id)
        .values(revision=Registration.revision + 1)
        .returning(Registration.revision)
        .execution_options(synchronize_session=False)
    ).one()
    session.refresh(registration)
    if registration.source is not Source.DEMONSTRATION:  # invented people are told nothing
        put_notice(session, kind, registration.id, revision=revision, at=at)
