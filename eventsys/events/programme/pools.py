"""The places of events as they are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from eventsys.events.models import PlacePool
from eventsys.events.rules import Places, places_of

POOL = (PlacePool.taken, PlacePool.capacity, PlacePool.is_awaited)
"""What a statement asks of the pool that it is joined to, if there is one."""


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


@dataclass(frozen=True, slots=True)
class PlacesShown:
    """What is shown of all places of an event; `left` is None where there is no limit."""

    capacity: int | None
    taken: int
    left: int | None
    places: Places


def pool_in(row: Row[*tuple[Any, ...]]) -> Pool | None:
    """Give the pool that a row was joined to."""
    return None if row.taken is None else Pool(row.taken, row.capacity, row.is_awaited)


def places_shown(whole: Pool | None, own: Sequence[Pool]) -> PlacesShown:
    """Sum up an event's pool, or those of its occasions."""
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
