"""What makes and ends offers; the caller holds the lock of the places they are about."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.core.outbox import NoticeKind
from eventsys.core.principal import Principal
from eventsys.events.pools.operations import hold_places, release_places
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.statuses.operations import move, tell
from eventsys.registration.waitlist.models import WaitlistEntry, WaitlistOffer
from eventsys.registration.waitlist.offers.queries import find_open_offer
from eventsys.registration.waitlist.queries import Queue, is_same
from eventsys.registration.waitlist.rules import OfferStatus, Party, expiry_of


def offer_to(
    session: Session, party: Party, queue: Queue, *, at: datetime, by: Principal
) -> WaitlistOffer:
    """Hold places for a party until the offer is answered or runs out."""
    registration = session.get_one(Registration, party.registration_id)
    hold_places(session, registration.event_id, registration.occasion_id, party.size)
    move(session, registration, ParticipantStatus.WAITING, ParticipantStatus.OFFERED, at=at)
    offer = WaitlistOffer(
        registration_id=registration.id,
        places=party.size,
        status=OfferStatus.OPEN,
        offered_at=at,
        offered_by=str(by),
        expires_at=expiry_of(at, queue.starts_at, queue.zone),
    )
    session.add(offer)
    tell(session, NoticeKind.OFFERED, registration, at=at)
    return offer


def end(session: Session, offer: WaitlistOffer, status: OfferStatus, *, at: datetime) -> None:
    """End an open offer."""
    offer.status = status
    offer.ended_at = at
    session.flush()


def end_empty_offer(session: Session, registration_id: int, *, at: datetime) -> None:
    """End the offer of a party of which nobody is left who would take a place."""
    registration = session.get_one(Registration, registration_id)
    offer = find_open_offer(session, registration)
    offered = select(Participant.id).filter_by(
        registration_id=registration_id, status=ParticipantStatus.OFFERED, takes_place=True
    )
    if offer is not None and session.scalar(offered.limit(1)) is None:
        end(session, offer, OfferStatus.DECLINED, at=at)
        move(session, registration, ParticipantStatus.OFFERED, ParticipantStatus.WAITING, at=at)


def expire(
    session: Session, offer: WaitlistOffer, registration: Registration, *, at: datetime
) -> None:
    """Let an offer run out: its party waits where it stood, and others are asked first."""
    end(session, offer, OfferStatus.EXPIRED, at=at)
    places = move(
        session, registration, ParticipantStatus.OFFERED, ParticipantStatus.WAITING, at=at
    )
    release_places(session, registration.event_id, registration.occasion_id, places)
    session.get_one(WaitlistEntry, registration.id).is_passed = True
    tell(session, NoticeKind.OFFER_EXPIRED, registration, at=at)
    session.flush()


def expire_due(session: Session, event_id: int, occasion_id: int | None, *, at: datetime) -> None:
    """Let the offers of one event or occasion run out whose time is over."""
    due = session.execute(
        select(WaitlistOffer, Registration)
        .join(Registration, Registration.id == WaitlistOffer.registration_id)
        .where(
            Registration.event_id == event_id,
            is_same(Registration.occasion_id, occasion_id),
            WaitlistOffer.status == OfferStatus.OPEN,
            WaitlistOffer.expires_at <= at,
        )
        .order_by(WaitlistOffer.id)
        .execution_options(populate_existing=True)
    ).all()
    for offer, registration in due:
        expire(session, offer, registration, at=at)
