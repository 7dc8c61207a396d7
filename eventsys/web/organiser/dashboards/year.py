"""A year's dashboard in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventsys.core.localtime import to_local
from eventsys.core.text import Language
from eventsys.exchange.danish_csv import Cell
from eventsys.reports.years.rules import YearFigures
from eventsys.web.common.dates import say_clock
from eventsys.web.common.words import _
from eventsys.web.organiser.dashboards.figures import Figure, came_figures, registered_figures
from eventsys.web.organiser.dashboards.files import group_lines, lines_of, time_lines
from eventsys.web.organiser.dashboards.groups import (
    GroupRow,
    Times,
    clock_times,
    day_times,
    group_rows,
    language_names,
    month_names,
    with_others,
)
from eventsys.web.organiser.dashboards.notes import (
    language_note,
    year_arrived_note,
    year_note,
    year_registered_note,
)


@dataclass(frozen=True, kw_only=True)
class YearDashboard:
    """What the page shows."""

    as_of: str
    is_empty: bool
    events: Sequence[Figure]
    registered: Sequence[Figure]
    came: Sequence[Figure]
    months: Sequence[GroupRow]
    districts: Sequence[GroupRow]
    languages: Sequence[GroupRow]
    hides_languages: bool
    by_day: Times
    by_clock: Times


def year_of(figures: YearFigures, year: int, language: Language, *, at: datetime) -> YearDashboard:
    """Put a year's figures into words."""
    months, districts = figures.by_month, figures.by_district
    return YearDashboard(
        as_of=say_clock(to_local(at), language),
        is_empty=not any(vars(figures.held).values()),
        events=list(event_figures(figures)),
        registered=list(registered_figures(figures.whole)),
        came=list(came_figures(figures.whole)),
        months=group_rows(month_names(year, language), months.registered, months.came),
        districts=group_rows(
            {each: each for each in districts.registered}, districts.registered, districts.came
        ),
        languages=with_others(
            group_rows(language_names(language), figures.by_language),
            figures.by_language,
            figures.whole.registered,
        ),
        hides_languages=all(each is None or each == 0 for each in figures.by_language.values())
        and figures.whole.registered > 0,
        by_day=day_times(figures.registered, language),
        by_clock=clock_times(figures.arrived, language),
    )


def event_figures(figures: YearFigures) -> Iterator[Figure]:
    """Say how many events there were."""
    yield Figure(
        name=_("Events that are over"),
        number=figures.held.over,
        why=_("Published events whose last date is over, those in the archive too."),
    )
    yield Figure(
        name=_("Events to come"),
        number=figures.held.to_come,
        why=_("Published events with a date that is not over."),
    )
    yield Figure(
        name=_("Cancelled events"),
        number=figures.held.cancelled,
        why=_("Cancelled as a whole, or date by date. Their people are in no other number here."),
    )


def two_names() -> tuple[str, str]:
    """Name the two things that are counted by month and district."""
    return _("Registered"), _("Came")


def cells_of(shown: YearDashboard) -> Iterator[Sequence[Cell]]:
    """Write the page's numbers as the lines of a file."""
    yield from lines_of([*shown.events, *shown.registered, *shown.came])
    yield from time_lines(shown.by_day, _("Registered by day"), year_registered_note())
    yield from time_lines(shown.by_clock, _("Came by time of day"), year_arrived_note())
    yield from group_lines(shown.months, two_names(), year_note())
    yield from group_lines(shown.districts, two_names(), year_note())
    yield from group_lines(shown.languages, [_("Registered by language")], language_note())
