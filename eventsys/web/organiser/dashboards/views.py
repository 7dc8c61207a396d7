"""An event and a year at a glance: as pages and as files."""

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.core.localtime import local_day
from eventsys.events.programme.rules import EventView
from eventsys.reports.dashboards.queries import read_event
from eventsys.reports.years.queries import count_year, list_year_events, years_of
from eventsys.reports.years.rules import figures_of, held_of
from eventsys.web.common.guards import allowed_for
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.dashboards import event as event_words, year as year_words
from eventsys.web.organiser.dashboards.event import EventDashboard, dashboard_of
from eventsys.web.organiser.dashboards.files import figure_lines
from eventsys.web.organiser.dashboards.notes import (
    arrived_note,
    language_note,
    no_languages_note,
    others_note,
    registered_note,
    year_arrived_note,
    year_note,
    year_registered_note,
)
from eventsys.web.organiser.dashboards.year import YearDashboard, two_names, year_of
from eventsys.web.organiser.downloads import csv_answer
from eventsys.web.organiser.frame import event_or_404, frame_of, i_may, view_or_404
from eventsys.web.organiser.results.wording import small_numbers_note
from eventsys.web.organiser.roles import OVERSEERS, READERS
from eventsys.web.organiser.tabs import Tab

blueprint = Blueprint("dashboards", __name__)
HERE = "organiser.dashboards.show"


@blueprint.get("/events/<slug>/dashboard")
@allowed_for(*READERS)
def show(slug: str) -> ResponseReturnValue:
    """Show an event's numbers, each with what it counts, and how they came about over time."""
    view = view_or_404(slug)
    return render_template(
        "organiser/dashboards/show.html",
        frame=frame_of(view, HERE),
        shown=shown_of(view),
        may_oversee=i_may(*OVERSEERS),
        notes=notes(),
    )


@blueprint.get("/events/<slug>/dashboard.csv")
@allowed_for(*READERS)
def download(slug: str) -> Response:
    """Hand out an event's numbers as a file for a spreadsheet."""
    lines = figure_lines(event_words.cells_of(shown_of(view_or_404(slug))))
    return csv_answer(lines, "{}-{}.csv".format(slug, _("numbers")))


@blueprint.get("/year/")
@allowed_for(*OVERSEERS)
def years() -> ResponseReturnValue:
    """Lead to this year."""
    return redirect(url_for("organiser.dashboards.year", year=local_day(clock.now()).year))


@blueprint.get("/year/<int:year>/")
@allowed_for(*OVERSEERS)
def year(year: int) -> ResponseReturnValue:
    """Show a year's numbers, each with what it counts."""
    shown, known = year_or_404(year)
    return render_template(
        "organiser/dashboards/year.html",
        year=year,
        shown=shown,
        years=[
            Tab(
                text=str(each),
                url=url_for("organiser.dashboards.year", year=each),
                current=each == year,
            )
            for each in known
        ],
        columns=two_names(),
        notes=notes(),
    )


@blueprint.get("/year/<int:year>.csv")
@allowed_for(*OVERSEERS)
def year_file(year: int) -> Response:
    """Hand out a year's numbers as a file for a spreadsheet."""
    shown, _known = year_or_404(year)
    lines = figure_lines(year_words.cells_of(shown))
    return csv_answer(lines, "{}-{}.csv".format(year, _("numbers")))


def shown_of(view: EventView) -> EventDashboard:
    """Count an event as of now."""
    at = clock.now()
    figures = read_event(db.session(), event_or_404(view.slug), view.first_start, at=at)
    return dashboard_of(figures, view, current_language(), at=at)


def year_or_404(year: int) -> tuple[YearDashboard, list[int]]:
    """Count a year as of now, and list the others; there is none without events but this one."""
    at, events = clock.now(), list_year_events(db.session())
    known = sorted({*years_of(events), local_day(at).year}, reverse=True)
    if year not in known:
        abort(404)
    chosen = [each for each in events if each.year == year]
    figures = figures_of(held_of(chosen, at=at), count_year(db.session(), chosen, at=at))
    return year_of(figures, year, current_language(), at=at), known


def notes() -> dict[str, str]:
    """Give what stands beneath the tables."""
    return {
        "days": registered_note(),
        "clock": arrived_note(),
        "language": language_note(),
        "others": others_note(),
        "no_languages": no_languages_note(),
        "year": year_note(),
        "year_days": year_registered_note(),
        "year_clock": year_arrived_note(),
        "small": small_numbers_note(),
    }
