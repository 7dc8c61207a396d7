"""What is asked of offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.waitlist.models import WaitlistEntry, WaitlistOffer
from eventsys.registration.waitlist.queries import is_same, list_offerable
from eventsys.registration.waitlist.rules import OfferStatus


@dataclass(frozen=True)
class Overtaking:
    """A smaller party from further behind that was offered the place, and when."""

    size: int
    at: datetime


def find_open_offer(session: Session, registration: Registration) -> WaitlistOffer | None:
    """Find what is offered to a registration's party, as the database has it now."""
    return session.scalar(
        select(WaitlistOffer)
        .where(
            WaitlistOffer.registration_id == registration.id,
            WaitlistOffer.status == OfferStatus.OPEN,
        )
        .execution_options(populate_existing=True)
    )


def has_expired_offer(session: Session, registration: Registration) -> bool:
    """Tell whether the last offer to a registration's party, where it waits now, ran out."""
    last = (
        select(WaitlistOffer.status)
        .join(WaitlistEntry, WaitlistEntry.registration_id == WaitlistOffer.registration_id)
        .where(
            WaitlistOffer.registration_id == registration.id,
            WaitlistOffer.offered_at >= WaitlistEntry.joined_at,
        )
        .order_by(WaitlistOffer.id.desc())
        .limit(1)
    )
    return session.scalar(last) is OfferStatus.EXPIRED


def list_overtakings(session: Session, registration: Registration) -> Sequence[Overtaking]:
    """List the smaller parties from behind that were offered places before a party that waits."""
    own = aliased(WaitlistEntry)
    size = (
        select(func.count())
        .where(
            Participant.registration_id == registration.id,
            Participant.status == ParticipantStatus.WAITING,
            Participant.takes_place,
        )
        .scalar_subquery()
    )
    rows = session.execute(
        select(WaitlistOffer.places, WaitlistOffer.offered_at)
        .join(WaitlistEntry, WaitlistEntry.registration_id == WaitlistOffer.registration_id)
        .join(own, own.registration_id == registration.id)
        .where(
            WaitlistEntry.event_id == own.event_id,
            is_same(WaitlistEntry.occasion_id, registration.occasion_id),
            WaitlistEntry.rank > own.rank,
            WaitlistOffer.offered_at >= own.joined_at,
            WaitlistOffer.status.in_([OfferStatus.OPEN, OfferStatus.ACCEPTED]),
            WaitlistOffer.places < size,
        )
        .order_by(WaitlistOffer.id)
    )
    return [Overtaking(places, at) for places, at in rows]


def is_anything_to_do(session: Session, *, at: datetime) -> bool:
    """Tell whether an offer has run out, or unused places can be offered."""
    return bool(list_due(session, at=at) or list_offerable(session, at=at))


def list_due(session: Session, *, at: datetime) -> Sequence[tuple[int, int | None]]:
    """List the events and occasions of which an open offer has run out."""
    due = (
        select(Registration.event_id, Registration.occasion_id)
        .join(WaitlistOffer, WaitlistOffer.registration_id == Registration.id)
        .where(WaitlistOffer.status == OfferStatus.OPEN, WaitlistOffer.expires_at <= at)
        .distinct()
    )
    return [(event_id, occasion_id) for event_id, occasion_id in session.execute(due)]
