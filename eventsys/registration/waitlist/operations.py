"""What changes waiting lists.

Each operation first locks the places it is about, then touches registrations: so nobody is offered
what somebody else takes, and no two of them wait for each other.
"""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.outbox import NoticeKind
from eventsys.core.principal import SYSTEM, Principal
from eventsys.events.models import Event
from eventsys.events.pools.operations import LockedPool, lock_pool, release_places, set_awaited
from eventsys.events.pools.queries import list_pools
from eventsys.events.rules import EventStatus
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.statuses.operations import move, tell
from eventsys.registration.waitlist.errors import NobodyWaits
from eventsys.registration.waitlist.models import WaitlistEntry, WaitlistOffer
from eventsys.registration.waitlist.offers.operations import (
    end,
    end_empty_offer,
    expire,
    expire_due,
    offer_to,
)
from eventsys.registration.waitlist.offers.queries import find_open_offer, list_due
from eventsys.registration.waitlist.queries import (
    Queue,
    is_same,
    last_rank,
    list_offerable,
    list_parties,
    read_queue,
)
from eventsys.registration.waitlist.rules import Answer, OfferStatus, is_awaited, next_party


def join_waitlist(
    session: Session, registration: Registration, *, at: datetime, rank: int | None = None
) -> None:
    """Put those of a registration who wait at the end of the list, or at a rank of a draw."""
    event_id, occasion_id = registration.event_id, registration.occasion_id
    lock_pool(session, event_id, occasion_id)
    session.add(
        WaitlistEntry(
            registration_id=registration.id,
            event_id=event_id,
            occasion_id=occasion_id,
            rank=last_rank(session, event_id, occasion_id) + 1 if rank is None else rank,
            joined_at=at,
        )
    )
    session.flush()
    keep_for_waiting(session, event_id, occasion_id)


def leave_waitlist(session: Session, registration: Registration, *, at: datetime) -> None:
    """Give up a registration's number in the line and what is offered to it, if it has them."""
    offer = find_open_offer(session, registration)
    if offer is not None:
        end(session, offer, OfferStatus.DECLINED, at=at)
    entry = session.get(WaitlistEntry, registration.id)
    if entry is not None:
        session.delete(entry)
        session.flush()


def keep_for_waiting(session: Session, event_id: int, occasion_id: int | None) -> None:
    """Keep what is left for those who wait, where it is theirs."""
    pool = lock_pool(session, event_id, occasion_id)
    queue = read_queue(session, event_id, occasion_id)
    awaited = is_awaited(queue.parties, pool.unused, queue.order)
    set_awaited(session, pool, is_awaited=awaited)


def offer_free_places(
    session: Session,
    event_id: int,
    occasion_id: int | None,
    *,
    at: datetime,
    is_fresh: bool = False,
) -> None:
    """Offer what is free to those who wait, in their order.

    Where the places are `is_fresh`, those who let the last offer run out are asked again.
    """
    pool = lock_pool(session, event_id, occasion_id)
    if is_fresh:
        ask_all_again(session, event_id, occasion_id)
    queue = read_queue(session, event_id, occasion_id)
    if queue.takes_offers(at):
        make_offers(session, pool, queue, at=at)
    elif queue.parties or pool.is_awaited:
        keep_for_waiting(session, event_id, occasion_id)


def offer_changed_places(session: Session, event: Event, *, at: datetime) -> None:
    """Offer what has become free by a change of the event."""
    for pool in list_pools(session, event):
        offer_free_places(session, event.id, pool.occasion_id, at=at, is_fresh=True)


def make_offers(session: Session, pool: LockedPool, queue: Queue, *, at: datetime) -> None:
    """Offer what is free as long as it is enough for whose turn it is."""
    parties, unused = list(queue.parties), pool.unused
    while (party := next_party(parties, unused, queue.order)) is not None:
        offer_to(session, party, queue, at=at, by=SYSTEM)
        parties.remove(party)
        unused = None if unused is None else unused - party.size
    set_awaited(session, pool, is_awaited=is_awaited(parties, unused, queue.order))


def offer_now(
    session: Session, registration: Registration, *, at: datetime, by: Principal
) -> WaitlistOffer:
    """Offer free places to a party out of its turn, at any time before the start.

    Raise `NobodyWaits`, and `NotEnoughPlaces` where the party does not fit.
    """
    event_id, occasion_id = registration.event_id, registration.occasion_id
    lock_pool(session, event_id, occasion_id)
    queue = read_queue(session, event_id, occasion_id)
    party = next((each for each in queue.parties if each.registration_id == registration.id), None)
    if party is None or queue.status is not EventStatus.PUBLISHED or at >= queue.starts_at:
        raise NobodyWaits
    offer = offer_to(session, party, queue, at=at, by=by)
    session.flush()
    record(session, "offer", offer, {"registration": registration.reference}, at=at, by=by)
    keep_for_waiting(session, event_id, occasion_id)
    return offer


def accept_offer(session: Session, registration: Registration, *, at: datetime) -> Answer:
    """Take the places offered; a second yes finds no offer, and one too late lets it run out."""
    event_id, occasion_id = registration.event_id, registration.occasion_id
    lock_pool(session, event_id, occasion_id)
    offer = find_open_offer(session, registration)
    if offer is None:
        return Answer.NO_OFFER
    if offer.expires_at <= at:
        expire(session, offer, registration, at=at)
        offer_free_places(session, event_id, occasion_id, at=at)
        return Answer.EXPIRED
    end(session, offer, OfferStatus.ACCEPTED, at=at)
    move(session, registration, ParticipantStatus.OFFERED, ParticipantStatus.CONFIRMED, at=at)
    tell(session, NoticeKind.PROMOTED, registration, at=at)
    return Answer.ACCEPTED


def pass_on(
    session: Session, participant: Participant, before: ParticipantStatus, *, at: datetime
) -> None:
    """Release what somebody held who has left, and offer it to those who wait."""
    event_id, occasion_id = participant.event_id, participant.occasion_id
    if before is not ParticipantStatus.WAITING and participant.takes_place:
        release_places(session, event_id, occasion_id, 1)
    if before is ParticipantStatus.OFFERED:
        end_empty_offer(session, participant.registration_id, at=at)
    is_fresh = before is ParticipantStatus.CONFIRMED
    offer_free_places(session, event_id, occasion_id, at=at, is_fresh=is_fresh)


def keep_waitlists(session: Session, *, at: datetime) -> int:
    """Let offers run out whose time is over, and offer what is free; count the lists changed."""
    due = list_due(session, at=at)
    for event_id, occasion_id in due:
        lock_pool(session, event_id, occasion_id)
        expire_due(session, event_id, occasion_id, at=at)
        offer_free_places(session, event_id, occasion_id, at=at)
    offerable = list_offerable(session, at=at)
    for event_id, occasion_id in offerable:
        offer_free_places(session, event_id, occasion_id, at=at)
    return len(due) + len(offerable)


def ask_all_again(session: Session, event_id: int, occasion_id: int | None) -> None:
    """Forget who let the last offer run out: other places have become free."""
    if all(not party.is_passed for party in list_parties(session, event_id, occasion_id)):
        return
    session.execute(
        update(WaitlistEntry)
        .where(WaitlistEntry.event_id == event_id, is_same(WaitlistEntry.occasion_id, occasion_id))
        .values(is_passed=False)
        .execution_options(synchronize_session="fetch")
    )
