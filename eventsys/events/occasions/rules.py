"""On which days an event is that is held week after week."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import count, islice

WEEK = timedelta(weeks=1)


def days_after(
    last: date, number: int, *, weeks: int = 1, never_on: Collection[date] = ()
) -> Iterator[date]:
    """Give so many days after the last one, each some weeks after the one before.

    A day on which nothing is held is left out, and the row goes on for as much longer.
    """
    days = (last + weeks * step * WEEK for step in count(1))
    return islice((day for day in days if day not in never_on), number)
