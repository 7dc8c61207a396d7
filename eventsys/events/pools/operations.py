"""What changes places; nothing else touches `taken`."""

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from eventsys.core.revision import raise_revision
from eventsys.events.errors import CapacityBelowTaken, NotEnoughPlaces
from eventsys.events.models import Event, Occasion, PlacePool
from eventsys.events.rules import Attends, places_of


def claim_places(session: Session, pool: PlacePool, places: int) -> None:
    """Take places from those left; one statement, so that no two requests race.

    Raise `NotEnoughPlaces` with the number left.
    """
    claim = (
        update(PlacePool)
        .where(
            PlacePool.id == pool.id,
            or_(PlacePool.capacity.is_(None), PlacePool.taken + places <= PlacePool.capacity),
        )
        .values(taken=PlacePool.taken + places)
        .returning(PlacePool.taken)
        .execution_options(synchronize_session=False)
    )
    taken = session.scalar(claim)
    session.refresh(pool)
    if taken is None:
        raise NotEnoughPlaces(asked=places, left=pool.left() or 0)
    tell_public(session, pool, before=taken - places, after=taken)


def release_places(session: Session, pool: PlacePool, places: int) -> None:
    """Give places back."""
    release = (
        update(PlacePool)
        .where(PlacePool.id == pool.id)
        .values(taken=PlacePool.taken - places)
        .returning(PlacePool.taken)
        .execution_options(synchronize_session=False)
    )
    taken = session.scalars(release).one()
    session.refresh(pool)
    tell_public(session, pool, before=taken + places, after=taken)


def tell_public(session: Session, pool: PlacePool, *, before: int, after: int) -> None:
    """Raise the public revision only where lists would say something else than before."""
    if places_of(before, pool.capacity) is not places_of(after, pool.capacity):
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
