"""How a ticket's standing and a tally add to the sums of arrivals, on plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from eventsys.core.localtime import quarter_of


class Slot(NamedTuple):
    """Where and when people came in: an occasion, a gate, the start of a quarter of an hour."""

    occasion_id: int
    gate: str
    quarter_at: datetime


@dataclass(slots=True)
class Arrived:
    """How many came in a slot, with a ticket and without; and how many of those are inside now."""

    admitted: int = 0
    walk_ins: int = 0
    inside: int = 0

    @property
    def is_nothing(self) -> bool:
        """Tell whether it adds nothing."""
        return not (self.admitted or self.walk_ins or self.inside)


@dataclass(frozen=True, slots=True)
class Entrance:
    """Where and when a ticket's holder came in, and whether they are inside now."""

    slot: Slot
    is_inside: bool


class Ledger:
    """Collects what changes, so that each slot is written once."""

    def __init__(self) -> None:
        self.changes: dict[Slot, Arrived] = {}

    def add(self, slot: Slot, *, admitted: int = 0, walk_ins: int = 0, inside: int = 0) -> None:
        """Add to a slot, or take away from it."""
        change = self.changes.setdefault(slot, Arrived())
        change.admitted += admitted
        change.walk_ins += walk_ins
        change.inside += inside

    def move(self, before: Entrance | None, after: Entrance | None) -> None:
        """Put a ticket's new standing in the place of its old one."""
        if before == after:
            return
        if before is not None:
            self.add(before.slot, admitted=-1, inside=-before.is_inside)
        if after is not None:
            self.add(after.slot, admitted=1, inside=after.is_inside)


def slot_of(occasion_id: int, gate: str | None, at: datetime) -> Slot:
    """Tell where a passage is counted."""
    return Slot(occasion_id, gate or "", quarter_of(at))


def entrance_of(
    occasion_id: int, at: datetime | None, gate: str | None, *, is_inside: bool
) -> Entrance | None:
    """Tell where a ticket counts at an occasion; None where it was not admitted."""
    return None if at is None else Entrance(slot_of(occasion_id, gate, at), is_inside)


def differences(
    facts: Iterable[tuple[Slot, Arrived]], kept: Iterable[tuple[Slot, Arrived]]
) -> Mapping[Slot, Arrived]:
    """Tell by how much the facts come to more than the sums that were kept, slot by slot."""
    ledger = Ledger()
    for sign, side in ((1, facts), (-1, kept)):
        for slot, each in side:
            ledger.add(
                slot,
                admitted=sign * each.admitted,
                walk_ins=sign * each.walk_ins,
                inside=sign * each.inside,
            )
    return {slot: change for slot, change in ledger.changes.items() if not change.is_nothing}


def count_wrong(changes: Iterable[Arrived]) -> int:
    """Tell by how many persons sums are wrong."""
    found = list(changes)
    passed = sum(abs(each.admitted) + abs(each.walk_ins) for each in found)
    return max(passed, sum(abs(each.inside) for each in found))
