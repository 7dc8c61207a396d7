"""An event's numbers."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from eventsys.checkin.rules import HeadCountKind
from eventsys.web.api.shapes.common import Shape


class CameShown(Shape):
    """How many came in, with a ticket and without."""

    admitted: int
    walk_ins: int


class QuarterHour(Shape):
    """How many came in within a quarter of an hour."""

    start: datetime
    admitted: int
    walk_ins: int


class HeadCountShown(Shape):
    """What head counts come to: exact, how it was counted, and as it is printed."""

    value: int
    kind: HeadCountKind
    shown: str


class Numbers(Shape):
    """Numbers of persons; `admissions` adds those admitted to each occasion."""

    registered: int
    confirmed: int
    waiting: int
    offered: int
    deregistered: int
    admitted: int
    admissions: int
    walk_ins: int
    no_shows: int | None
    head_count: HeadCountShown | None
    by_category: Mapping[str, CameShown]
    by_gate: Mapping[str, CameShown]
    by_quarter_hour: Sequence[QuarterHour]


class OccasionNumbers(Numbers):
    """The numbers of one occasion."""

    no: int


class EventNumbers(Numbers):
    """An event's numbers as of now, and those of its occasions."""

    event: str
    as_of: datetime
    occasions: Sequence[OccasionNumbers]
