"""The rows behind a figure of a year."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, db
from eventsys.core.numbers import NOTHING
from eventsys.core.text import Language
from eventsys.reports.behind.making import lay_open
from eventsys.reports.figures.definitions import codes
from eventsys.reports.figures.queries import newest_runs
from eventsys.reports.figures.rules import Made, shown
from eventsys.reports.yearly.queries import find_report, find_row
from eventsys.reports.yearly.rules import ReportState
from eventsys.web.common.guards import allowed_for
from eventsys.web.common.languages import current_language
from eventsys.web.organiser.behind.rows import lines_of, sum_of
from eventsys.web.organiser.report.rows import paper_language
from eventsys.web.organiser.report.views import require
from eventsys.web.organiser.report.wording import missing_words
from eventsys.web.organiser.roles import OVERSEERS

blueprint = Blueprint("behind", __name__)


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A figure as it was printed: frozen, or as it was made the last time."""

    shown: str
    inputs_hash: str
    is_frozen: bool = False


@blueprint.get("/report/<int:year>/figures/<code>")
@allowed_for(*OVERSEERS)
def show(year: int, code: str) -> ResponseReturnValue:
    """Show the facts that a figure is made of; they are read anew, the figure is as it was kept."""
    require(year)
    if code not in codes():
        abort(404)
    session, language = db.session(), current_language()
    written = paper_language(language)
    laid = lay_open(session, code, year, at=clock.now())
    made, printed = laid.figure.made, printed_in(session, year, code, written)
    return render_template(
        "organiser/behind/show.html",
        year=year,
        code=code,
        text=laid.figure.definition.texts[written],
        printed=printed,
        now=shown(laid.figure.definition, made, written) or NOTHING,
        has_changed=has_changed(printed, made),
        missing=missing_words(made.missing) if made.missing else "",
        lines=lines_of(laid, year, language),
        sum=sum_of(laid, written),
        paper=written,
    )


def has_changed(printed: Printed | None, made: Made) -> bool:
    """Tell whether the facts are others than those of which a figure was printed."""
    return printed is not None and printed.inputs_hash != made.inputs_hash


def printed_in(session: Session, year: int, code: str, written: Language) -> Printed | None:
    """Give a figure as an approved report says it, else as it was made the last time."""
    row = find_row(session, year)
    report = find_report(session, year) if row and row.state is ReportState.APPROVED else None
    if report is not None and code in report.figures:
        figure = report.figures[code]
        return Printed(
            shown=shown(figure.definition, figure.made, written) or NOTHING,
            inputs_hash=figure.made.inputs_hash,
            is_frozen=True,
        )
    run = newest_runs(session, year).get(code)
    if run is None:
        return None
    words: Mapping[str, str] = run.shown
    return Printed(shown=words[written.value] or NOTHING, inputs_hash=run.inputs_hash)
