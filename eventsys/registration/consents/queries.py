"""What is asked of the answers to whether pictures of a child may be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session

from eventsys.events.models import Event
from eventsys.registration.consents.models import PhotoConsent
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.rules import Category, ParticipantStatus
from eventsys.registration.tickets.queries import unsealed

LIVE = and_(PhotoConsent.is_given.is_(True), PhotoConsent.withdrawn_at.is_(None))


@dataclass(frozen=True, kw_only=True, slots=True)
class ChildAnswer:
    """A child and whether pictures may be shown now; None where that was never answered."""

    participant_id: int
    position: int
    is_allowed: bool | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Withdrawal:
    """A yes that was withdrawn, for whoever is to take the pictures away."""

    id: int
    name: str
    short_code: str
    reference: str
    given_at: datetime
    withdrawn_at: datetime
    removed_at: datetime | None


def list_consents_of(session: Session, registration: Registration) -> Sequence[ChildAnswer]:
    """List the children of a registration with their answers of now."""
    of_child = PhotoConsent.participant_id == Participant.id
    has_live = exists().where(of_child, LIVE)
    has_answer = exists().where(of_child)
    rows = session.execute(
        select(Participant.id, Participant.position, has_live, has_answer)
        .where(
            Participant.registration_id == registration.id,
            Participant.category == Category.CHILD,
        )
        .order_by(Participant.position)
    )
    return [
        ChildAnswer(
            participant_id=participant_id,
            position=position,
            is_allowed=bool(is_allowed) if is_answered else None,
        )
        for participant_id, position, is_allowed, is_answered in rows
    ]


def list_not_to_be_shown(session: Session, event: Event) -> Sequence[str]:
    """List the short codes of the children whose pictures may not be shown, in their order.

    Without a reason: a no, no answer and a withdrawal look the same.
    """
    is_live = exists().where(PhotoConsent.participant_id == Participant.id, LIVE)
    rows = session.scalars(
        select(Ticket.sealed_codes)
        .join(Participant, Participant.id == Ticket.participant_id)
        .where(
            Participant.event_id == event.id,
            Participant.category == Category.CHILD,
            Participant.status == ParticipantStatus.CONFIRMED,
            ~is_live,
        )
    )
    return sorted(unsealed(sealed).short_code for sealed in rows)


def count_to_be_shown(session: Session, event: Event) -> int:
    """Count the children whose pictures may be shown."""
    return session.scalars(
        select(func.count(PhotoConsent.participant_id.distinct()))
        .join(Participant, Participant.id == PhotoConsent.participant_id)
        .where(
            PhotoConsent.event_id == event.id,
            Participant.status == ParticipantStatus.CONFIRMED,
            LIVE,
        )
    ).one()


def list_withdrawals(session: Session, event: Event) -> Sequence[Withdrawal]:
    """List what was withdrawn, first that of which pictures are still to be taken away."""
    rows = session.execute(
        select(PhotoConsent, Participant.name, Ticket.sealed_codes, Registration.reference)
        .join(Participant, Participant.id == PhotoConsent.participant_id)
        .join(Ticket, Ticket.participant_id == Participant.id)
        .join(Registration, Registration.id == Participant.registration_id)
        .where(PhotoConsent.event_id == event.id, PhotoConsent.withdrawn_at.is_not(None))
        .order_by(PhotoConsent.removed_at.is_not(None), PhotoConsent.withdrawn_at)
    )
    return [
        Withdrawal(
            id=consent.id,
            name=name or "",
            short_code=unsealed(sealed).short_code,
            reference=reference,
            given_at=consent.given_at,
            withdrawn_at=consent.withdrawn_at,
            removed_at=consent.removed_at,
        )
        for consent, name, sealed, reference in rows
        if consent.withdrawn_at is not None
    ]
