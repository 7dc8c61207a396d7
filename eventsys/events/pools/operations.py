"""What changes places; nothing else touches `taken`."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from eventsys.core.db import table_of
from eventsys.core.revision import raise_revision
from eventsys.events.errors import CapacityBelowTaken, NotEnoughPlaces
from eventsys.events.models import Event, Occasion, PlacePool
from eventsys.events.rules import Attends, Places, places_of

pools = table_of(PlacePool)
STATE = (pools.c.id, pools.c.taken, pools.c.capacity, pools.c.is_awaited)
IS_OF_EVENT = pools.c.event_id == bindparam("event")
IS_WHOLE = pools.c.occasion_id.is_(None)
IS_OF_OCCASION = pools.c.occasion_id == bindparam("occasion")
HAS_ROOM = or_(pools.c.capacity.is_(None), pools.c.taken + bindparam("places") <= pools.c.capacity)
IS_FOR_ALL = ~pools.c.is_awaited
TAKE = (
    update(pools)
    .where(IS_OF_EVENT, HAS_ROOM, IS_FOR_ALL)
    .values(taken=pools.c.taken + bindparam("places"))
    .returning(*STATE)
)
HOLD = (
    update(pools)
    .where(IS_OF_EVENT, HAS_ROOM)
    .values(taken=pools.c.taken + bindparam("places"))
    .returning(*STATE)
)
GIVE_BACK = (
    update(pools)
    .where(IS_OF_EVENT)
    .values(taken=pools.c.taken - bindparam("places"))
    .returning(*STATE)
)
LOOK = select(*STATE).where(IS_OF_EVENT)
LOCK = LOOK.with_for_update()
LOCK_SEVERAL = (
    LOOK.where(pools.c.occasion_id.in_(bindparam("occasions", expanding=True)))
    .order_by(pools.c.id)
    .with_for_update()
)
TAKE_WHOLE, TAKE_OF_OCCASION = TAKE.where(IS_WHOLE), TAKE.where(IS_OF_OCCASION)
HOLD_WHOLE, HOLD_OF_OCCASION = HOLD.where(IS_WHOLE), HOLD.where(IS_OF_OCCASION)
GIVE_BACK_WHOLE, GIVE_BACK_OF_OCCASION = GIVE_BACK.where(IS_WHOLE), GIVE_BACK.where(IS_OF_OCCASION)
LOOK_AT_WHOLE, LOOK_AT_OF_OCCASION = LOOK.where(IS_WHOLE), LOOK.where(IS_OF_OCCASION)
LOCK_WHOLE, LOCK_OF_OCCASION = LOCK.where(IS_WHOLE), LOCK.where(IS_OF_OCCASION)


@dataclass(frozen=True, slots=True)
class LockedPool:
    """Places that nobody else changes until the transaction ends; no capacity means no limit."""

    id: int
    taken: int
    capacity: int | None
    is_awaited: bool

    @property
    def unused(self) -> int | None:
        """Tell how many places are neither taken nor offered; None where there is no limit."""
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    @property
    def left(self) -> int | None:
        """Tell how many of them anybody may take."""
        return 0 if self.is_awaited else self.unused


def claim_places(session: Session, event_id: int, occasion_id: int | None, places: int) -> None:
    """Take places from those left; one statement, so that no two requests race.

    Raise `NotEnoughPlaces` with the number left.
    """
    session.flush()
    connection = session.connection()
    asked = {"event": event_id, "occasion": occasion_id, "places": places}
    whole = occasion_id is None
    found = connection.execute(TAKE_WHOLE if whole else TAKE_OF_OCCASION, asked).one_or_none()
    if found is None:
        present = connection.execute(LOOK_AT_WHOLE if whole else LOOK_AT_OF_OCCASION, asked).one()
        raise NotEnoughPlaces(asked=places, left=left_in(present))
    note(session, found, before=found.taken - places)


def left_in(pool: Row[*tuple[Any, ...]]) -> int:
    """Tell how many places of a pool with a capacity anybody may take."""
    return LockedPool(*pool).left or 0


def hold_places(session: Session, event_id: int, occasion_id: int | None, places: int) -> None:
    """Take places for people who wait, also where nobody else may take any.

    Raise `NotEnoughPlaces`.
    """
    session.flush()
    asked = {"event": event_id, "occasion": occasion_id, "places": places}
    statement = HOLD_WHOLE if occasion_id is None else HOLD_OF_OCCASION
    found = session.connection().execute(statement, asked).one_or_none()
    if found is None:
        left = lock_pool(session, event_id, occasion_id).unused or 0
        raise NotEnoughPlaces(asked=places, left=left)
    note(session, found, before=found.taken - places)


def release_places(session: Session, event_id: int, occasion_id: int | None, places: int) -> None:
    """Give places back."""
    session.flush()
    asked = {"event": event_id, "occasion": occasion_id, "places": places}
    statement = GIVE_BACK_WHOLE if occasion_id is None else GIVE_BACK_OF_OCCASION
    found = session.connection().execute(statement, asked).one()
    note(session, found, before=found.taken + places)


def lock_pool(session: Session, event_id: int, occasion_id: int | None) -> LockedPool:
    """Let nobody else change the places until the transaction ends, and tell how they stand.

    Whoever changes a waiting list does this first, before touching registrations of it.
    """
    session.flush()
    asked = {"event": event_id, "occasion": occasion_id}
    statement = LOCK_WHOLE if occasion_id is None else LOCK_OF_OCCASION
    return LockedPool(*session.connection().execute(statement, asked).one())


def lock_pools(session: Session, event_id: int, occasions: Collection[int]) -> None:
    """Lock the places of several occasions, always in the same order: none waits in a circle."""
    session.flush()
    asked = {"event": event_id, "occasions": [*occasions]}
    session.connection().execute(LOCK_SEVERAL, asked)


def set_awaited(session: Session, pool: LockedPool, *, is_awaited: bool) -> None:
    """Keep what is left for those who wait, or let everybody take it."""
    if pool.is_awaited is is_awaited:
        return
    changed = update(pools).where(pools.c.id == pool.id).values(is_awaited=is_awaited)
    session.connection().execute(changed)
    forget(session, pool.id)
    if places_of(pool.taken, pool.capacity) is not Places.FULL:
        raise_revision(session)


def note(session: Session, pool: Row[*tuple[Any, ...]], *, before: int) -> None:
    """Raise the public revision only where lists would say something else than before."""
    forget(session, pool.id)
    if pool.is_awaited:
        return
    if places_of(before, pool.capacity) is not places_of(pool.taken, pool.capacity):
        raise_revision(session)


def forget(session: Session, pool_id: int) -> None:
    """Let the session read a pool anew that a statement changed."""
    known = session.identity_map.get(identity_key(PlacePool, pool_id))
    if known is not None:
        session.expire(known)


def lay_out_pools(
    session: Session, event: Event, capacity: int | None, *, may_overbook: bool = False
) -> None:
    """Give the event its pools: one for the whole, or one for each occasion, of this capacity.

    Raise `CapacityBelowTaken` where it would come to be lower than what is taken; one that was
    lowered on purpose stays as it is.
    """
    known = {
        pool.occasion_id: pool
        for pool in session.scalars(select(PlacePool).filter_by(event_id=event.id))
    }
    wanted: set[int | None] = {None}
    if event.attends is Attends.ONE:
        wanted = set(
            session.scalars(select(Occasion.id).filter_by(event_id=event.id, cancelled_at=None))
        )
    for occasion_id in known.keys() - wanted:
        session.delete(known[occasion_id])
    for occasion_id in wanted:
        pool = known.get(occasion_id)
        if pool is None:
            pool = PlacePool(event_id=event.id, occasion_id=occasion_id, taken=0)
            session.add(pool)
        if not may_overbook and capacity is not None and capacity != pool.capacity:
            check_capacity(capacity, pool)
        pool.capacity = capacity
    session.flush()


def check_capacity(capacity: int, pool: PlacePool) -> None:
    """Raise `CapacityBelowTaken` where fewer places are wanted than are taken."""
    if capacity < pool.taken:
        raise CapacityBelowTaken(capacity, pool.taken)
