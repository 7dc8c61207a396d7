"""Which measurements are looked at together, and in which tables; decided on plain values."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from eventsys.core.localtime import local_day
from eventsys.evaluation.rates.hiding import Group
from eventsys.events.rules import EventKind


class By(StrEnum):
    """What the rows of a comparison are."""

    YEAR = "year"
    DISTRICT = "district"
    EVENT = "event"
    MONTHS = "months"


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A wave, and what it is compared by: the year and the district are those of the event's end.

    `months` is how long after the event people were asked.
    """

    wave_id: int
    survey_id: int
    version_id: int
    event_id: int
    months: int
    closes_at: datetime
    slug: str
    kind: EventKind
    year: int
    district: str
    district_name: str


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What a comparison is restricted to; an empty set leaves it open."""

    years: frozenset[int] = frozenset()
    districts: frozenset[str] = frozenset()
    kinds: frozenset[EventKind] = frozenset()
    months: frozenset[int] = frozenset()

    def holds(self, measured: Measured) -> bool:
        """Tell whether a wave belongs to it."""
        return all(
            not wanted or fact in wanted
            for wanted, fact in (
                (self.years, measured.year),
                (self.districts, measured.district),
                (self.kinds, measured.kind),
                (self.months, measured.months),
            )
        )


def year_of(last_end: datetime, zone: str) -> int:
    """Tell which year an event counts in: the one in which it ended by the clocks there."""
    return local_day(last_end, zone).year


# What can be asked for together, that which matters most first: what was done in a district in a
# year is what is reported, and any choice of districts is put together of these.
SHOWN_BY: Sequence[Sequence[str]] = (
    ("year", "district", "kind"),
    ("year", "district"),
    ("year", "kind"),
    ("year",),
    ("district", "kind"),
    ("district",),
    ("kind",),
    (),
)


def tables_of(measured: Iterable[Measured], people: Mapping[int, int]) -> Iterator[Group]:
    """List every row of every table that can be made of waves, those that matter most first.

    In each table those about the most people come first, and single waves last of all: so what
    is hidden beside a small one is as small as can be.
    """
    waves = list(measured)
    for names in (*SHOWN_BY, ("wave_id",)):
        rows: dict[tuple[object, ...], set[int]] = {}
        for wave in waves:
            place = tuple(getattr(wave, name) for name in names)
            rows.setdefault(place, set()).add(wave.wave_id)
        yield from sorted(
            map(frozenset, rows.values()),
            key=lambda group: (-sum(people[each] for each in group), min(group)),
        )


def row_of(measured: Measured, by: By) -> str | int:
    """Tell which row of a comparison a wave belongs to."""
    rows: Mapping[By, str | int] = {
        By.YEAR: measured.year,
        By.DISTRICT: measured.district,
        By.EVENT: measured.wave_id,
        By.MONTHS: measured.months,
    }
    return rows[by]
