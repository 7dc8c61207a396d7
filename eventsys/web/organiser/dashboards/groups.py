"""Groups of people as rows of tables with bars, and over time as a drawing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from eventsys.core.text import Language
from eventsys.reports.dashboards.rules import Key, Told
from eventsys.reports.dashboards.times import ClockGroup, DayGroup
from eventsys.web.common.dates import say_clock, say_date, say_hours, say_month, worded
from eventsys.web.common.language_names import name_language
from eventsys.web.common.words import _
from eventsys.web.organiser.attendance.chart import Chart, chart_of
from eventsys.web.organiser.attendance.numbers import NumberRow

SHORT_DAY = "d MMM"
SHORT_DAYS = {Language.DANISH: "d. MMM"}
WHOLE = 1000


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A number and the bar beside it, in thousandths of the largest; None where it is hidden."""

    number: int | None
    bar: int | None

    @property
    def shown(self) -> str:
        """Write the number, or that it is hidden."""
        return _("hidden") if self.number is None else str(self.number)


@dataclass(frozen=True, kw_only=True)
class GroupRow:
    """A group of people and its numbers."""

    name: str
    cells: Sequence[Cell]


@dataclass(frozen=True, kw_only=True)
class TimeRow:
    """When so many people registered or came; `short` is for the drawing."""

    name: str
    short: str
    people: int


@dataclass(frozen=True, kw_only=True)
class Times:
    """Numbers over time: the table, the drawing of it, and the drawing in words."""

    rows: Sequence[TimeRow]
    chart: Chart | None
    alt: str


def group_rows(names: Mapping[Key, str], *columns: Told[Key]) -> list[GroupRow]:
    """Lay groups out that have anybody, with a column for each thing that was counted."""
    cells = [cells_of(column) for column in columns]
    return [
        GroupRow(name=name, cells=[column[key] for column in cells])
        for key, name in names.items()
        if any(column[key].number != 0 for column in cells)
    ]


def with_others(rows: Sequence[GroupRow], told: Told[Key], all_people: int) -> list[GroupRow]:
    """Put the groups that are hidden into one row: their sum follows from what is told anyway.

    Nothing is left where no group is told: a table of all would say nothing.
    """
    shown = [row for row in rows if row.cells[0].number is not None]
    others = all_people - sum(number for number in told.values() if number is not None)
    if not shown or not others:
        return shown
    highest = max(number for number in told.values() if number is not None) or 1
    bar = min(others * WHOLE // highest, WHOLE)
    return [*shown, GroupRow(name=_("Other languages"), cells=[Cell(number=others, bar=bar)])]


def cells_of(numbers: Told[Key]) -> dict[Key, Cell]:
    """Tell how long each number's bar is."""
    highest = max((each for each in numbers.values() if each), default=1)
    return {
        key: Cell(number=each, bar=None if each is None else each * WHOLE // highest)
        for key, each in numbers.items()
    }


def language_names(reader: Language) -> dict[Language, str]:
    """Name all languages."""
    return {each: name_language(each, reader) for each in Language}


def month_names(year: int, reader: Language) -> dict[int, str]:
    """Name the months of a year."""
    return {month: say_month(date(year, month, 1), reader) for month in range(1, 13)}


def day_times(groups: Iterable[DayGroup], language: Language) -> Times:
    """Say on which days people registered."""
    rows = [
        TimeRow(
            name=span(say_date(each.first, language), say_date(each.last, language)),
            short=worded(each.first, SHORT_DAYS.get(language, SHORT_DAY), language),
            people=each.people,
        )
        for each in groups
    ]
    return times_of(rows)


def clock_times(groups: Iterable[ClockGroup], language: Language) -> Times:
    """Say at what time people came."""
    rows = [
        TimeRow(
            name=say_hours(say_clock(each.start, language), say_clock(each.until, language)),
            short=say_clock(each.start, language),
            people=each.people,
        )
        for each in groups
    ]
    return times_of(rows)


def span(first: str, last: str) -> str:
    """Say from which day until which; once where both are the same."""
    return first if first == last else _("%(first)s – %(last)s", first=first, last=last)


def times_of(rows: Sequence[TimeRow]) -> Times:
    """Draw numbers over time; say in words how many they are and where most of them."""
    bars = [
        NumberRow(name=row.short, admitted=row.people, walk_ins=0, total=row.people) for row in rows
    ]
    if not rows:
        return Times(rows=rows, chart=None, alt="")
    most = max(rows, key=lambda row: row.people)
    alt = _(
        "%(all)s in all; most of them %(when)s: %(most)s",
        all=sum(row.people for row in rows),
        when=most.name,
        most=most.people,
    )
    return Times(rows=rows, chart=chart_of(bars), alt=alt)
