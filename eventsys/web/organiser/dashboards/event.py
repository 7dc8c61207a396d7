"""An event's dashboard in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventsys.core.localtime import to_local
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import EventStatus
from eventsys.exchange.danish_csv import Cell
from eventsys.reports.dashboards.queries import EventFigures
from eventsys.web.common.dates import say_clock, say_when
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
)
from eventsys.web.organiser.dashboards.notes import (
    arrived_note,
    language_note,
    registered_note,
)


@dataclass(frozen=True, kw_only=True)
class EventDashboard:
    """What the page shows; `state` says what is special about the event, and may be empty."""

    as_of: str
    state: str
    registers: bool
    registered: Sequence[Figure]
    came: Sequence[Figure]
    by_day: Times
    by_clock: Times
    languages: Sequence[GroupRow]
    year: int


def dashboard_of(
    figures: EventFigures, view: EventView, language: Language, *, at: datetime
) -> EventDashboard:
    """Put an event's figures into words."""
    count = figures.count
    return EventDashboard(
        as_of=say_clock(to_local(at, view.zone), language),
        state=state_of(view, language, at),
        registers=view.window.takes_registrations or bool(count.registered),
        registered=list(registered_figures(count)),
        came=list(came_figures(count)),
        by_day=day_times(figures.registered, language),
        by_clock=clock_times(figures.arrived, language),
        languages=group_rows(language_names(language), figures.by_language),
        year=to_local(view.last_end, view.zone).year,
    )


def state_of(view: EventView, language: Language, at: datetime) -> str:
    """Say what one must know to read the numbers."""
    if view.status is EventStatus.CANCELLED:
        return _("The event is cancelled. Here stands who was registered.")
    first = view.occasions[0]
    if first.starts_at > at:
        when = say_when(first.starts_at, first.ends_at, view.zone, language, year=True)
        return _("The event is still to come: %(when)s.", when=when)
    if view.last_end > at:
        return _("The event is not over yet. The numbers can still change.")
    return ""


def cells_of(shown: EventDashboard) -> Iterator[Sequence[Cell]]:
    """Write the page's numbers as the lines of a file."""
    if shown.registers:
        yield from lines_of(shown.registered)
    yield from lines_of(shown.came)
    yield from time_lines(shown.by_day, _("Registered by day"), registered_note())
    yield from time_lines(shown.by_clock, _("Came by time of day"), arrived_note())
    yield from group_lines(shown.languages, [_("Registered by language")], language_note())
