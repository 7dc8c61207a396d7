"""What a live board says, decided on plain values."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from eventsys.attendance.rules import Came
from eventsys.checkin.arrivals.rules import Arrived, Slot

NEARLY_FULL_PERCENT = 90


class Fullness(StrEnum):
    """How full it is."""

    ROOM = "room"
    NEARLY = "nearly"
    FULL = "full"


@dataclass(frozen=True, kw_only=True)
class BoardCount:
    """How many came to one occasion, and how many may be inside now.

    Nobody counts out who came without a ticket, so `inside` holds all of them: it is the most that
    can be inside.
    """

    admitted: int = 0
    walk_ins: int = 0
    inside_with_ticket: int = 0
    by_gate: Mapping[str, Came] = field(default_factory=dict)
    by_quarter_hour: Mapping[datetime, Came] = field(default_factory=dict)

    @property
    def came(self) -> int:
        """Add those admitted with a ticket and those counted without."""
        return self.admitted + self.walk_ins

    @property
    def inside(self) -> int:
        """Tell how many are inside at most."""
        return self.inside_with_ticket + self.walk_ins


def count_arrivals(rows: Iterable[tuple[Slot, Arrived]], gates: Sequence[str]) -> BoardCount:
    """Add up one occasion; all gates stand there, also those where nobody came in."""
    whole = Arrived()
    by_gate: defaultdict[str, Arrived] = defaultdict(Arrived)
    by_quarter: defaultdict[datetime, Arrived] = defaultdict(Arrived)
    for slot, arrived in rows:
        for total in (whole, by_gate[slot.gate], by_quarter[slot.quarter_at]):
            total.admitted += arrived.admitted
            total.walk_ins += arrived.walk_ins
            total.inside += arrived.inside
    others = sorted(gate for gate in by_gate if gate not in gates and has_any(by_gate[gate]))
    return BoardCount(
        admitted=whole.admitted,
        walk_ins=whole.walk_ins,
        inside_with_ticket=whole.inside,
        by_gate={gate: came_of(by_gate[gate]) for gate in [*gates, *others]},
        by_quarter_hour={
            start: came_of(by_quarter[start])
            for start in sorted(by_quarter)
            if has_any(by_quarter[start])
        },
    )


def has_any(arrived: Arrived) -> bool:
    """Tell whether anybody is counted."""
    return bool(arrived.admitted or arrived.walk_ins)


def came_of(arrived: Arrived) -> Came:
    """Tell how many came."""
    return Came(admitted=arrived.admitted, walk_ins=arrived.walk_ins)


def fullness_of(inside: int, capacity: int | None) -> Fullness:
    """Tell how full it is; where there is no limit there is always room."""
    if capacity is None or inside * 100 < capacity * NEARLY_FULL_PERCENT:
        return Fullness.ROOM
    return Fullness.FULL if inside >= capacity else Fullness.NEARLY
