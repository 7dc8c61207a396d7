"""The places of events as they are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.events.models import PlacePool
from eventsys.events.programme.rows import IDS
from eventsys.events.rules import Places, places_of

POOLS = select(
    PlacePool.event_id,
    PlacePool.occasion_id,
    PlacePool.taken,
    PlacePool.capacity,
    PlacePool.is_awaited,
).where(PlacePool.event_id.in_(IDS))


@dataclass(frozen=True, slots=True)
class Pool:
    """Places as they are shown."""

    taken: int
    capacity: int | None
    is_awaited: bool

    @property
    def left(self) -> int | None:
        """Tell how many places are left; None where there is no limit."""
        if self.is_awaited:
            return 0
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    @property
    def places(self) -> Places:
        """Say what the public is told of them."""
        return places_of(self.taken, self.capacity, is_awaited=self.is_awaited)


Pools = Mapping[tuple[int, int | None], Pool]
"""Pools by event and occasion; without an occasion, that of the event as a whole."""


@dataclass(frozen=True, slots=True)
class PlacesShown:
    """What is shown of all places of an event; `left` is None where there is no limit."""

    capacity: int | None
    taken: int
    left: int | None
    places: Places


def read_pools(session: Session, ids: Mapping[str, Sequence[int]]) -> Pools:
    """Read the pools of events."""
    return {
        (event_id, occasion_id): Pool(taken, capacity, is_awaited)
        for event_id, occasion_id, taken, capacity, is_awaited in session.execute(POOLS, ids)
    }


def places_shown(event_id: int, occasion_ids: Sequence[int], pools: Pools) -> PlacesShown:
    """Sum up an event's pool, or those of its occasions."""
    whole = pools.get((event_id, None))
    own = [pools[event_id, each] for each in occasion_ids if (event_id, each) in pools]
    open_pools = [whole] if whole else own
    lefts = [pool.left for pool in open_pools]
    return PlacesShown(
        capacity=open_pools[0].capacity if open_pools else None,
        taken=sum(pool.taken for pool in open_pools),
        left=None if None in lefts else sum(left or 0 for left in lefts),
        places=best([pool.places for pool in open_pools]),
    )


def best(places: Sequence[Places]) -> Places:
    """Tell the best that can be said of several pools: one free occasion keeps the event free."""
    order = (Places.FREE, Places.FEW_LEFT, Places.FULL)
    return min(places, key=order.index, default=Places.FREE)
