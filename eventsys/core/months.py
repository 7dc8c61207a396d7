"""Months of the calendar, as people leaf through them."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from eventsys.core.localtime import COPENHAGEN, from_local, to_local

MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])", re.ASCII)
MONTHS = 12


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One month of one year; written as `2027-06`."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def first(self) -> date:
        """Give the month's first day."""
        return date(self.year, self.number, 1)

    @property
    def starts_at(self) -> datetime:
        """Tell the moment at which the month begins in Copenhagen."""
        return from_local(datetime.combine(self.first, time()))

    def shifted(self, months: int) -> "Month":
        """Give the month so many later, or earlier."""
        count = self.year * MONTHS + self.number - 1 + months
        return Month(count // MONTHS, count % MONTHS + 1)


def month_of(moment: datetime, zone: str = COPENHAGEN) -> Month:
    """Tell the local month of a moment."""
    local = to_local(moment, zone)
    return Month(local.year, local.month)


def read_month(text: str) -> Month | None:
    """Read a month written as `2027-06`; None where it is none."""
    found = MONTH.fullmatch(text)
    return Month(int(found[1]), int(found[2])) if found else None
