"""How people arrive, quarter of an hour by quarter of an hour, for a rehearsal to go by."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import pairwise

from eventsys.attendance.queries import EventCount
from eventsys.attendance.rules import Came

PLAUSIBLE = (10, 25, 22, 13, 9, 7, 5, 4, 3, 2)
"""In hundredths: half of all come within 40 minutes."""
QUARTER_HOUR = timedelta(minutes=15)
LONGEST = timedelta(hours=8)
FEWEST = 100
"""A queue to train with, however few are registered yet."""


def plausible_curve(expected: int) -> list[int]:
    """Let so many people arrive as people do."""
    people = max(expected, FEWEST)
    arrived = [people * sum(PLAUSIBLE[:number]) // 100 for number in range(len(PLAUSIBLE) + 1)]
    return [after - before for before, after in pairwise(arrived)]


def curve_of(count: EventCount) -> list[int]:
    """Tell how people arrived at the event's largest occasion; empty where nobody did."""
    curves = [each.by_quarter_hour for each in count.occasions.values()]
    largest = max(curves, key=people_in, default={})
    return spread(largest) if people_in(largest) else []


def people_in(quarters: Mapping[datetime, Came]) -> int:
    """Count who arrived."""
    return sum(came.total for came in quarters.values())


def spread(quarters: Mapping[datetime, Came]) -> list[int]:
    """List the quarters one by one, from the first to the last, also those without anybody."""
    first = min(quarters)
    last = min(max(quarters), first + LONGEST)
    number = (last - first) // QUARTER_HOUR + 1
    nobody = Came()
    return [quarters.get(first + step * QUARTER_HOUR, nobody).total for step in range(number)]
