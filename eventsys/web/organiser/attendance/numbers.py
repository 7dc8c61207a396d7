"""An event's numbers as rows of tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from eventsys.attendance.queries import Count, EventCount
from eventsys.attendance.rules import Came
from eventsys.core.localtime import to_local
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.web.common.dates import say_clock, say_day, say_when
from eventsys.web.common.words import _
from eventsys.web.organiser.wording import category_name


class Counted(Protocol):
    """What was counted by gate and by quarter of an hour."""

    @property
    def by_gate(self) -> Mapping[str, Came]:
        """Give those who came by the gate's name."""

    @property
    def by_quarter_hour(self) -> Mapping[datetime, Came]:
        """Give those who came by the start of the quarter of an hour."""


@dataclass(frozen=True, kw_only=True)
class NumberRow:
    """How many came, with a ticket and without."""

    name: str
    admitted: int
    walk_ins: int
    total: int
    expected: int | None = None


def row_of(name: str, came: Came) -> NumberRow:
    """Name a number."""
    return NumberRow(name=name, admitted=came.admitted, walk_ins=came.walk_ins, total=came.total)


def by_occasion(count: EventCount, event: EventView, language: Language) -> list[NumberRow]:
    """Count by date, in the order of time."""
    return [
        NumberRow(
            name=str(say_when(each.starts_at, each.ends_at, event.zone, language)),
            admitted=count.occasions[each.no].admitted,
            walk_ins=count.occasions[each.no].walk_ins,
            total=count.occasions[each.no].came,
            expected=count.occasions[each.no].confirmed,
        )
        for each in event.occasions
    ]


def by_gate(count: Counted) -> list[NumberRow]:
    """Count by gate."""
    return [row_of(gate or _("No gate"), came) for gate, came in count.by_gate.items()]


def by_category(count: Count) -> list[NumberRow]:
    """Count by category; staff only where there were some."""
    return [
        row_of(category_name(category), came)
        for category, came in count.by_category.items()
        if came.total or category != "staff"
    ]


def by_time(count: Counted, zone: str, language: Language) -> list[NumberRow]:
    """Count by quarter of an hour; the day stands there where there are several."""
    moments = [to_local(each, zone) for each in sorted(count.by_quarter_hour)]
    has_days = len({moment.date() for moment in moments}) > 1
    return [
        row_of(
            f"{say_day(moment.date(), language)} {say_clock(moment, language)}"
            if has_days
            else say_clock(moment, language),
            came,
        )
        for moment, came in zip(
            moments,
            (count.by_quarter_hour[each] for each in sorted(count.by_quarter_hour)),
            strict=True,
        )
    ]
