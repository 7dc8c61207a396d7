"""How the numbers of an event come of what was counted, decided on plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from eventsys.attendance.rules import can_stay_away


@dataclass(frozen=True, kw_only=True)
class EventSpan:
    """An event, and when its dates end, by their ids; those that were cancelled are left out."""

    id: int
    is_cancelled: bool
    held_until: Mapping[int, datetime]


@dataclass(frozen=True, kw_only=True)
class Registered:
    """Where the people of an event stand."""

    confirmed: int = 0
    waiting: int = 0
    offered: int = 0
    deregistered: int = 0


@dataclass(frozen=True, kw_only=True)
class CameIn:
    """Who came in of those registered, and how many of them without a place; who came besides."""

    admitted: int = 0
    without_place: int = 0
    walk_ins: int = 0


@dataclass(frozen=True, kw_only=True)
class EventSums:
    """An event's numbers, all of them persons; what they mean stands with `count_event`."""

    registered: int
    confirmed: int
    waiting: int
    offered: int
    deregistered: int
    admitted: int
    walk_ins: int
    no_shows: int | None

    @property
    def came(self) -> int:
        """Add those admitted with a ticket and those counted without."""
        return self.admitted + self.walk_ins


def sums_of(event: EventSpan, registered: Registered, came: CameIn, *, at: datetime) -> EventSums:
    """Add up an event."""
    is_over = can_stay_away(
        is_cancelled=event.is_cancelled, held_until=event.held_until.values(), at=at
    )
    stayed_away = registered.confirmed - (came.admitted - came.without_place)
    return EventSums(
        registered=registered.confirmed
        + registered.waiting
        + registered.offered
        + registered.deregistered,
        confirmed=registered.confirmed,
        waiting=registered.waiting,
        offered=registered.offered,
        deregistered=registered.deregistered,
        admitted=came.admitted,
        walk_ins=came.walk_ins,
        no_shows=stayed_away if is_over else None,
    )
