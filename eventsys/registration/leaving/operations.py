"""What takes people out of a registration."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.outbox import NoticeKind, put_notice
from eventsys.core.principal import Principal, PrincipalKind
from eventsys.events.models import Occasion
from eventsys.events.pools.operations import lock_pool
from eventsys.registration.holding import hold_known
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.needs.operations import drop_needs
from eventsys.registration.rules import (
    ParticipantStatus,
)
from eventsys.registration.telling import tell_left
from eventsys.registration.waitlist.operations import pass_on
from eventsys.registration.waitlist.queries import STILL_THERE


def deregister(session: Session, participant: Participant, *, at: datetime, by: Principal) -> None:
    """Give one participant's place back; harmless when repeated.

    After the occasion began no place is released, and whoever was admitted stays counted. What an
    account does to others stands in the audit log, what people do themselves does not.
    """
    if participant.status is ParticipantStatus.DEREGISTERED:
        return
    lock_pool(session, participant.event_id, participant.occasion_id)
    session.refresh(participant)
    before = participant.status
    if not leave(session, participant, at=at, by=by):
        return
    registration = session.get_one(Registration, participant.registration_id)
    hold_known(session, registration)  # others of it may leave at this moment
    registration.revision += 1
    if by.kind is PrincipalKind.ACCOUNT:
        details = {"registration": registration.reference, "position": participant.position}
        record(session, "deregister", participant, details, at=at, by=by)
    ticket = session.scalars(select(Ticket).filter_by(participant_id=participant.id)).one()
    ticket.changed_at = at
    session.flush()
    drop_needs(session, participant)
    if at < start_of(session, participant):
        pass_on(session, participant, before, at=at)
    put_notice(
        session, NoticeKind.DEREGISTERED, registration.id, revision=registration.revision, at=at
    )
    tell_left(session, registration, 1, at=at)


def decline_offer(
    session: Session, registration: Registration, *, at: datetime, by: Principal
) -> None:
    """Let those of a registration leave to whom places are offered; harmless without an offer."""
    offered = select(Participant).filter_by(
        registration_id=registration.id, status=ParticipantStatus.OFFERED
    )
    for participant in session.scalars(offered.order_by(Participant.position)).all():
        deregister(session, participant, at=at, by=by)


def take_off_waitlist(
    session: Session, registration: Registration, *, at: datetime, by: Principal
) -> None:
    """Let those of a registration leave who have no place yet; harmless when repeated."""
    waiting = select(Participant).where(
        Participant.registration_id == registration.id, Participant.status.in_(STILL_THERE)
    )
    for participant in session.scalars(waiting.order_by(Participant.position)).all():
        deregister(session, participant, at=at, by=by)


def leave(session: Session, participant: Participant, *, at: datetime, by: Principal) -> bool:
    """Move a participant to deregistered; False where another request was faster, or long ago."""
    if participant.status is ParticipantStatus.DEREGISTERED:
        return False
    moved = session.scalar(
        update(Participant)
        .where(Participant.id == participant.id, Participant.status == participant.status)
        .values(
            status=ParticipantStatus.DEREGISTERED,
            deregistered_at=at,
            deregistered_by=str(by),
            left_waiting=participant.status in STILL_THERE,
        )
        .returning(Participant.id)
        .execution_options(synchronize_session=False)
    )
    session.refresh(participant)
    return moved is not None


def start_of(session: Session, participant: Participant) -> datetime:
    """Tell when what the participant registered for begins."""
    starts = select(Occasion.starts_at).where(
        Occasion.event_id == participant.event_id
        if participant.occasion_id is None
        else Occasion.id == participant.occasion_id
    )
    starts = starts.where(Occasion.cancelled_at.is_(None))
    return session.scalars(starts.order_by(Occasion.starts_at).limit(1)).one()
