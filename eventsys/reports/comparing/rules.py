"""What is told of a figure over several years, decided on plain values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from eventsys.reports.figures.rules import Missing, Value

MOST_YEARS = 10


class Origin(StrEnum):
    """Where a year's number comes from."""

    APPROVED = "approved"
    NEWEST = "newest"
    EARLIER = "earlier"
    NOWHERE = "nowhere"


class Why(StrEnum):
    """Why there is no number, beside a fact that is missing."""

    NEVER_MADE = "never-made"
    NOT_TRUE = "not-true"
    NOBODY = "nobody"
    FEW = "few"


@dataclass(frozen=True, kw_only=True)
class EarlierNumber:
    """A number that others have written down: what it counts and who says so."""

    year: int
    event_name: str
    number: int
    counts: str
    source: str


@dataclass(frozen=True, kw_only=True)
class YearNumber:
    """What a figure came to in a year; `shown` is empty where there is no number.

    `is_corrected` tells that it came out otherwise after the approval. What others have written
    down stands only where nothing was counted here, and is never added to anything.
    """

    year: int
    origin: Origin
    shown: str = ""
    value: Value = None
    version: int | None = None
    missing: Missing | None = None
    why: Why | None = None
    is_corrected: bool = False
    earlier: Sequence[EarlierNumber] = ()

    @property
    def size(self) -> int | float | None:
        """Give what can be drawn: one number, and not several that count different things."""
        if self.origin is Origin.EARLIER:
            return self.earlier[0].number if len(self.earlier) == 1 else None
        return None if isinstance(self.value, bool | str) else self.value


@dataclass(frozen=True, kw_only=True)
class YearStand:
    """How far a year is: whether its figures are frozen, and since when they stand so."""

    year: int
    origin: Origin
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Break:
    """That a figure was counted by another version of its definition from a year on."""

    year: int
    before: int
    after: int


def breaks_in(numbers: Sequence[YearNumber]) -> Mapping[int, Break]:
    """Find the years from which on another rule holds; years that were not counted hide none."""
    found: dict[int, Break] = {}
    known: int | None = None
    for each in numbers:
        if each.version is None:
            continue
        if known is not None and each.version != known:
            found[each.year] = Break(year=each.year, before=known, after=each.version)
        known = each.version
    return found


def years_until(last: int, number: int, told: Iterable[int]) -> Sequence[int]:
    """Choose the years to be compared; what was before the first of which anything is told is none.

    The last year is always one of them.
    """
    first = last - min(max(number, 1), MOST_YEARS) + 1
    known = [year for year in told if first <= year <= last]
    return range(min(known, default=last), last + 1)
