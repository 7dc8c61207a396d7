"""What changes places; nothing else touches `taken`."""

from typing import Any

from sqlalchemy import Row, bindparam, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from eventsys.core.db import table_of
from eventsys.core.revision import raise_revision
from eventsys.events.errors import CapacityBelowTaken, NotEnoughPlaces
from eventsys.events.models import Event, Occasion, PlacePool
from eventsys.events.rules import Attends, places_of

pools = table_of(PlacePool)
IS_OF_EVENT = pools.c.event_id == bindparam("event")
IS_WHOLE = pools.c.occasion_id.is_(None)
IS_OF_OCCASION = pools.c.occasion_id == bindparam("occasion")
HAS_ROOM = or_(pools.c.capacity.is_(None), pools.c.taken + bindparam("places") <= pools.c.capacity)
TAKE = (
    update(pools)
    .where(IS_OF_EVENT, HAS_ROOM)
    .values(taken=pools.c.taken + bindparam("places"))
    .returning(pools.c.id, pools.c.taken, pools.c.capacity)
)
GIVE_BACK = (
    update(pools)
    .where(IS_OF_EVENT)
    .values(taken=pools.c.taken - bindparam("places"))
    .returning(pools.c.id, pools.c.taken, pools.c.capacity)
)
LOOK = select(pools.c.id, pools.c.taken, pools.c.capacity).where(IS_OF_EVENT)
TAKE_WHOLE, TAKE_OF_OCCASION = TAKE.where(IS_WHOLE), TAKE.where(IS_OF_OCCASION)
GIVE_BACK_WHOLE, GIVE_BACK_OF_OCCASION = GIVE_BACK.where(IS_WHOLE), GIVE_BACK.where(IS_OF_OCCASION)
LOOK_AT_WHOLE, LOOK_AT_OF_OCCASION = LOOK.where(IS_WHOLE), LOOK.where(IS_OF_OCCASION)


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
        raise NotEnoughPlaces(asked=places, left=max(present.capacity - present.taken, 0))
    note(session, found, before=found.taken - places)


def release_places(session: Session, event_id: int, occasion_id: int | None, places: int) -> None:
    """Give places back."""
    session.flush()
    asked = {"event": event_id, "occasion": occasion_id, "places": places}
    statement = GIVE_BACK_WHOLE if occasion_id is None else GIVE_BACK_OF_OCCASION
    found = session.connection().execute(statement, asked).one()
    note(session, found, before=found.taken + places)


def note(session: Session, pool: Row[*tuple[Any, ...]], *, before: int) -> None:
    """Raise the public revision only where lists would say something else than before."""
    known = session.identity_map.get(identity_key(PlacePool, pool.id))
    if known is not None:
        session.expire(known)
    if places_of(before, pool.capacity) is not places_of(pool.taken, pool.capacity):
        raise_revision(session)


def lay_out_pools(session: Session, event: Event, capacity: int | None) -> None:
    """Give the event its pools: one for the whole, or one for each occasion, of this capacity.

    Raise `CapacityBelowTaken`.
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
        if capacity is not None and capacity < pool.taken:
            raise CapacityBelowTaken(capacity, pool.taken)
        pool.capacity = capacity
    session.flush()
