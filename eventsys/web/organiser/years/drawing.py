"""A figure over years as bars: where each stands in the drawing, and where another rule begins."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from eventsys.reports.comparing.rules import Origin, YearNumber

HEIGHT = 120
STEP = 72
BAR = 40
LEAST_BARS = 2
LEAST_STEPS = 5
"""A drawing of two years is no wider than one of five, so that its letters are as large."""


@dataclass(frozen=True, kw_only=True)
class YearBar:
    """A year's number; `height` is 0 where there is none, or it cannot be drawn."""

    x: int
    y: int
    height: int
    year: int
    shown: str
    is_earlier: bool


@dataclass(frozen=True, kw_only=True)
class YearChart:
    """A drawing of years, in its own units; at `breaks` another rule begins."""

    width: int
    bars: Sequence[YearBar]
    breaks: Sequence[int]
    height: int = HEIGHT
    bar: int = BAR

    @property
    def has_earlier(self) -> bool:
        """Tell whether others' numbers are drawn as well."""
        return any(each.is_earlier for each in self.bars)


def chart_of(
    numbers: Sequence[YearNumber], shown: Sequence[str], breaks: Collection[int]
) -> YearChart | None:
    """Draw a figure over years; None where fewer than two can be drawn, or all are nothing."""
    sizes = [size for each in numbers if (size := each.size) is not None]
    highest = max(sizes, default=0)
    if highest <= 0 or len(sizes) < LEAST_BARS:
        return None
    return YearChart(
        width=max(len(numbers), LEAST_STEPS) * STEP,
        bars=[
            bar_of(place, number, text, highest)
            for place, (number, text) in enumerate(zip(numbers, shown, strict=True))
        ],
        breaks=[place * STEP for place, each in enumerate(numbers) if each.year in breaks],
    )


def bar_of(place: int, number: YearNumber, shown: str, highest: float) -> YearBar:
    """Draw one year."""
    height = round((number.size or 0) * HEIGHT / highest)
    return YearBar(
        x=place * STEP + (STEP - BAR) // 2,
        y=HEIGHT - height,
        height=height,
        year=number.year,
        shown=shown.rpartition("= ")[2],  # of a sum there is room for what it comes to
        is_earlier=number.origin is Origin.EARLIER,
    )
