"""Numbers by time as bars: where each stands in the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventsys.web.organiser.attendance.numbers import NumberRow

HEIGHT = 160
STEP = 24
BAR = 18
MOST_BARS = 60


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One quarter of an hour: those with a ticket below, those without on top."""

    x: int
    admitted_y: int
    admitted_height: int
    walk_ins_y: int
    walk_ins_height: int
    name: str
    total: int


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A drawing of bars, in its own units."""

    width: int
    height: int
    highest: int
    bars: Sequence[Bar]
    step: int = STEP
    bar: int = BAR


def chart_of(rows: Sequence[NumberRow]) -> Chart | None:
    """Draw numbers by time; None where there is nothing, or too much to be seen."""
    if not 0 < len(rows) <= MOST_BARS:
        return None
    highest = max(row.total for row in rows)
    bars = [bar_of(row, number, highest) for number, row in enumerate(rows)]
    return Chart(width=max(len(rows) * STEP, 240), height=HEIGHT, highest=highest, bars=bars)


def bar_of(row: NumberRow, number: int, highest: int) -> Bar:
    """Draw one number."""
    total = round(row.total * HEIGHT / highest)
    admitted = round(row.admitted * HEIGHT / highest)
    return Bar(
        x=number * STEP + (STEP - BAR) // 2,
        admitted_y=HEIGHT - admitted,
        admitted_height=admitted,
        walk_ins_y=HEIGHT - total,
        walk_ins_height=total - admitted,
        name=row.name,
        total=row.total,
    )
