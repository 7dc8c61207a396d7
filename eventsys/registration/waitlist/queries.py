"""What is asked of waiting lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from eventsys.events.intake.models import Intake
from eventsys.events.intake.rules import WaitlistOrder
from eventsys.events.models import Event, Occasion, PlacePool
from eventsys.events.rules import EventStatus
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.waitlist.models import WaitlistEntry, WaitlistOffer
from eventsys.registration.waitlist.rules import OfferStatus, Party, is_in_time, next_party

STILL_THERE = (ParticipantStatus.WAITING, ParticipantStatus.OFFERED)


@dataclass(frozen=True, kw_only=True)
class Queue:
    """All that decides whom an event's or an occasion's free places are offered to."""

    status: EventStatus
    zone: str
    starts_at: datetime
    order: WaitlistOrder
    parties: Sequence[Party]

    def takes_offers(self, at: datetime) -> bool:
        """Tell whether offers are made by themselves now."""
        return self.status is EventStatus.PUBLISHED and is_in_time(at, self.starts_at)


@dataclass(frozen=True, kw_only=True)
class WaitingParty:
    """A party on the waiting list as organisers see it; `offer` is the open one."""

    registration: Registration
    position: int
    size: int
    joined_at: datetime
    offer: WaitlistOffer | None


def read_queue(session: Session, event_id: int, occasion_id: int | None) -> Queue:
    """Read who waits for an event's or an occasion's places, in their order."""
    starts = select(func.min(Occasion.starts_at)).where(
        Occasion.event_id == event_id, Occasion.cancelled_at.is_(None)
    )
    if occasion_id is not None:
        starts = starts.where(Occasion.id == occasion_id)
    status, zone, order, starts_at = session.execute(
        select(Event.status, Event.zone, Intake.waitlist_order, starts.scalar_subquery())
        .outerjoin(Intake, Intake.event_id == Event.id)
        .where(Event.id == event_id)
    ).one()
    return Queue(
        status=status,
        zone=zone,
        starts_at=starts_at,
        order=order or WaitlistOrder.FITS,
        parties=list_parties(session, event_id, occasion_id),
    )


def list_parties(session: Session, event_id: int, occasion_id: int | None) -> Sequence[Party]:
    """List the parties to whom nothing is offered yet, in their order."""
    rows = session.execute(
        select(WaitlistEntry.registration_id, func.count(), WaitlistEntry.is_passed)
        .join(Participant, Participant.registration_id == WaitlistEntry.registration_id)
        .where(
            WaitlistEntry.event_id == event_id,
            is_same(WaitlistEntry.occasion_id, occasion_id),
            Participant.status == ParticipantStatus.WAITING,
            Participant.takes_place,
        )
        .group_by(WaitlistEntry.registration_id, WaitlistEntry.rank, WaitlistEntry.is_passed)
        .order_by(WaitlistEntry.rank)
    )
    return [Party(registration_id, size, is_passed) for registration_id, size, is_passed in rows]


def last_rank(session: Session, event_id: int, occasion_id: int | None) -> int:
    """Give the rank at the end of a waiting list, 0 where nobody ever waited."""
    last = select(func.coalesce(func.max(WaitlistEntry.rank), 0)).where(
        WaitlistEntry.event_id == event_id, is_same(WaitlistEntry.occasion_id, occasion_id)
    )
    return session.scalars(last).one()


def is_same(
    column: SQLColumnExpression[int | None], occasion_id: int | None
) -> ColumnElement[bool]:
    """Tell whether a row is about an occasion, or about all of them."""
    return column.is_(None) if occasion_id is None else column == occasion_id


def position_of(session: Session, registration: Registration) -> int | None:
    """Tell where in the waiting list a registration's party stands; None where nobody waits."""
    entry = session.get(WaitlistEntry, registration.id)
    if entry is None or not session.scalar(select(is_waiting(registration.id))):
        return None
    ahead = select(func.count()).where(
        WaitlistEntry.event_id == entry.event_id,
        is_same(WaitlistEntry.occasion_id, entry.occasion_id),
        WaitlistEntry.rank <= entry.rank,
        is_waiting(WaitlistEntry.registration_id),
    )
    return session.scalars(ahead).one()


def is_waiting(registration_id: SQLColumnExpression[int] | int) -> ColumnElement[bool]:
    """Tell of a registration whether somebody of it waits or has an offer."""
    return exists().where(
        Participant.registration_id == registration_id,
        Participant.status.in_(STILL_THERE),
        Participant.takes_place,
    )


def is_in_line(session: Session, registration: Registration) -> bool:
    """Tell whether a registration has a number on a waiting list; an unjudged request has none."""
    return session.get(WaitlistEntry, registration.id) is not None


def does_anybody_wait(session: Session, event_id: int) -> bool:
    """Tell whether somebody waits for an event, or has an offer."""
    waiting = exists().where(
        WaitlistEntry.event_id == event_id, is_waiting(WaitlistEntry.registration_id)
    )
    return bool(session.scalar(select(waiting)))


def list_waitlist(session: Session, event: Event) -> Sequence[WaitingParty]:
    """List who waits for an event, with what is offered to them; each occasion counts anew."""
    people = func.count(Participant.id)
    rows = session.execute(
        select(Registration, WaitlistEntry.joined_at, people, WaitlistOffer)
        .join(WaitlistEntry, WaitlistEntry.registration_id == Registration.id)
        .join(
            Participant,
            and_(
                Participant.registration_id == Registration.id,
                Participant.status.in_(STILL_THERE),
                Participant.takes_place,
            ),
        )
        .outerjoin(
            WaitlistOffer,
            and_(
                WaitlistOffer.registration_id == Registration.id,
                WaitlistOffer.status == OfferStatus.OPEN,
            ),
        )
        .where(WaitlistEntry.event_id == event.id)
        .group_by(Registration.id, WaitlistEntry.registration_id, WaitlistOffer.id)
        .order_by(WaitlistEntry.occasion_id, WaitlistEntry.rank)
    ).all()
    before: dict[int | None, int] = {}
    parties = []
    for registration, joined_at, size, offer in rows:
        position = before[registration.occasion_id] = before.get(registration.occasion_id, 0) + 1
        parties.append(
            WaitingParty(
                registration=registration,
                position=position,
                size=size,
                joined_at=joined_at,
                offer=offer,
            )
        )
    return parties


def list_offerable(session: Session, *, at: datetime) -> Sequence[tuple[int, int | None]]:
    """List the events and occasions whose unused places can be offered to somebody who waits."""
    free = (
        select(PlacePool)
        .join(Event, Event.id == PlacePool.event_id)
        .where(
            Event.status == EventStatus.PUBLISHED,
            or_(PlacePool.capacity.is_(None), PlacePool.taken < PlacePool.capacity),
            exists().where(
                WaitlistEntry.event_id == PlacePool.event_id,
                WaitlistEntry.is_passed.is_(False),
                is_waiting(WaitlistEntry.registration_id),
            ),
        )
    )
    return [
        (pool.event_id, pool.occasion_id)
        for pool in session.scalars(free)
        if can_offer(session, pool, at)
    ]


def can_offer(session: Session, pool: PlacePool, at: datetime) -> bool:
    """Tell whether some of a pool's unused places are to be offered now."""
    queue = read_queue(session, pool.event_id, pool.occasion_id)
    unused = None if pool.capacity is None else max(pool.capacity - pool.taken, 0)
    return queue.takes_offers(at) and next_party(queue.parties, unused, queue.order) is not None
