"""The figures of a year's report, and which events count in them."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.attendance.earlier.rules import FIRST_YEAR
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.localtime import local_day
from eventsys.events.queries import get_event
from eventsys.reports.figures.making import make_figures
from eventsys.reports.figures.operations import keep_runs, let_count_as
from eventsys.reports.figures.queries import counts_as_of, read_scope
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.frame import event_or_404, frame_of, i_may, view_or_404
from eventsys.web.organiser.report.form import NOTHING, CountsAsForm
from eventsys.web.organiser.report.papers import PAPER_NAMES
from eventsys.web.organiser.report.rows import lines_of, paper_language, remark_of, rows_of
from eventsys.web.organiser.roles import EDITORS, OVERSEERS

blueprint = Blueprint("report", __name__)
HERE = "organiser.report.event"


@blueprint.route("/events/<slug>/reporting", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def event(slug: str) -> ResponseReturnValue:
    """Show and set what an event counts as."""
    counts_as = counts_as_of(db.session(), event_or_404(slug))
    form = CountsAsForm(data={"counts_as": counts_as.value if counts_as else NOTHING})
    if form.validate_on_submit():
        at, by = clock.now(), current_principal()
        with transaction() as session:
            let_count_as(session, get_event(session, slug), form.to_request(), at=at, by=by)
        flash(_("Saved. It counts from the next time that the figures are made."), "ok")
        return redirect(url_for(HERE, slug=slug), 303)
    problems = problems_of(form)
    frame = frame_of(view_or_404(slug), HERE)
    page = render_template("organiser/report/event.html", frame=frame, form=form, problems=problems)
    return page, 422 if problems else 200


@blueprint.get("/report/<int:year>/")
@allowed_for(*OVERSEERS)
def year(year: int) -> ResponseReturnValue:
    """Show a year's figures as they were made the last time, and the events behind them."""
    require(year)
    session, language = db.session(), current_language()
    rows, scope = rows_of(session, year, language), read_scope(session, year)
    return render_template(
        "organiser/report/year.html",
        year=year,
        rows=rows,
        is_made=any(row.made for row in rows),
        paper=paper_language(language),
        remark=remark_of(session, scope, language),
        events=lines_of(scope),
        may_edit=i_may(*EDITORS),
        kinds=PAPER_NAMES,
    )


@blueprint.post("/report/<int:year>/make")
@allowed_for(*EDITORS)
def make(year: int) -> ResponseReturnValue:
    """Make a year's figures anew, and keep what came out otherwise."""
    require(year)
    at, by = clock.now(), current_principal()
    figures = make_figures(db.session(), year, at=at)
    with transaction() as session:
        changed = keep_runs(session, year, figures, at=at, by=by)
    words = ngettext("%(num)d figure has changed.", "%(num)d figures have changed.", changed)
    flash(words if changed else _("All figures are as they were."), "ok")
    return redirect(url_for("organiser.report.year", year=year), 303)


def require(year: int) -> None:
    """Answer that there is no report of years before our time, or to come."""
    if not FIRST_YEAR <= year <= local_day(clock.now()).year:
        abort(404)
