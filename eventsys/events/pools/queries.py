"""What is asked of places."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.events.models import Event, PlacePool


def get_pool(session: Session, event_id: int, occasion_id: int | None) -> PlacePool:
    """Give the pool of an event, or of one of its occasions."""
    pool = select(PlacePool).where(
        PlacePool.event_id == event_id,
        PlacePool.occasion_id.is_(None)
        if occasion_id is None
        else PlacePool.occasion_id == occasion_id,
    )
    return session.scalars(pool).one()


def list_pools(session: Session, event: Event) -> Sequence[PlacePool]:
    """List the pools of an event: one for the whole, or one for each occasion."""
    pools = select(PlacePool).where(PlacePool.event_id == event.id).order_by(PlacePool.occasion_id)
    return session.scalars(pools).all()


def most_taken(session: Session, event: Event) -> int:
    """Tell how many places are taken where most are: in all, or on one of the dates."""
    taken = select(func.coalesce(func.max(PlacePool.taken), 0))
    return session.scalars(taken.where(PlacePool.event_id == event.id)).one()


def count_taken(session: Session, event: Event) -> int:
    """Count the places taken in all pools of an event."""
    taken = select(func.coalesce(func.sum(PlacePool.taken), 0)).where(
        PlacePool.event_id == event.id
    )
    return session.scalars(taken).one()
