"""The report of a year: its page, its chapters, and the steps to an approved one."""

from collections.abc import Callable, Sequence

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.errors import DomainError
from eventsys.core.localtime import local_day
from eventsys.reports.figures.making import make_figures
from eventsys.reports.figures.operations import keep_runs
from eventsys.reports.figures.queries import read_scope
from eventsys.reports.yearly import operations
from eventsys.reports.yearly.blockers import examine
from eventsys.reports.yearly.errors import (
    ChangedSinceCheck,
    SameHand,
    StillBlocked,
    WrongState,
)
from eventsys.reports.yearly.models import Report
from eventsys.reports.yearly.queries import find_report, find_row, hold_row, list_reports, texts_of
from eventsys.reports.yearly.rules import Blocker, Chapter, ReportState
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.frame import i_may
from eventsys.web.organiser.meanwhile import ChangedMeanwhile, check_unchanged, seal, show_both
from eventsys.web.organiser.report.rows import moment_of, paper_language, remark_of
from eventsys.web.organiser.report.views import require
from eventsys.web.organiser.roles import EDITORS, OVERSEERS
from eventsys.web.organiser.yearly import rows
from eventsys.web.organiser.yearly.form import ChapterForm, StandForm, values_of
from eventsys.web.organiser.yearly.words import (
    blocker_words,
    chapter_about,
    chapter_name,
    refusal_words,
    state_tag,
)

blueprint = Blueprint("yearly", __name__)
SHOW = "organiser.yearly.show"
PAPER = "/report/<int:year>/paper"
REFUSALS = (WrongState, SameHand, StillBlocked, ChangedSinceCheck)


@blueprint.get("/report/")
@allowed_for(*OVERSEERS)
def index() -> ResponseReturnValue:
    """List the years with how far their reports are; the last two are there to be begun."""
    this_year, language = local_day(clock.now()).year, current_language()
    known = {each.year: each for each in list_reports(db.session())}
    years = sorted({*known, this_year, this_year - 1}, reverse=True)
    lines = [
        (
            year,
            state_tag(known[year].state if year in known else None),
            moment_of(known[year].changed_at, language) if year in known else "",
            known[year].errata if year in known else 0,
        )
        for year in years
    ]
    return render_template("organiser/yearly/index.html", lines=lines)


@blueprint.get(PAPER)
@allowed_for(*OVERSEERS)
def show(year: int) -> ResponseReturnValue:
    """Show a year's report, and what holds it up as long as it is a draft."""
    require(year)
    row = find_row(db.session(), year)
    is_draft = row is not None and row.state is ReportState.DRAFT
    found = examine(db.session(), row, at=clock.now()).blockers if row and is_draft else []
    return page_of(year, found)


@blueprint.post(f"{PAPER}/begin")
@allowed_for(*EDITORS)
def begin(year: int) -> ResponseReturnValue:
    """Begin a year's report."""
    require(year)
    with transaction() as session:
        operations.begin_report(session, year, at=clock.now(), by=current_principal())
    flash(_("The report is begun. Write its chapters, and settle what holds it up."), "ok")
    return redirect(url_for(SHOW, year=year), 303)


@blueprint.route(f"{PAPER}/<chapter>/edit", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def edit(year: int, chapter: str) -> ResponseReturnValue:
    """Write a chapter in the paper's two languages."""
    row, known = row_or_404(year), chapter_or_404(chapter)
    form = ChapterForm(data=values_of(texts_of(db.session(), row)[known]))
    if not form.is_submitted():
        seal(form)
    told = {"year": year, "name": chapter_name(known), "about": chapter_about(known)}
    template = "organiser/yearly/edit.html"
    try:
        if form.validate_on_submit() and save(form, year, known):
            flash(_("Your changes are saved."), "ok")
            return redirect(url_for(SHOW, year=year), 303)
    except ChangedMeanwhile as change:
        return show_both(template, form, change.stored, lambda _form: None, **told)
    problems, refusals = problems_of(form), form.form_errors
    page = render_template(template, form=form, problems=problems, refusals=refusals, **told)
    return page, 422 if problems else 409 if refusals else 200


@blueprint.route(f"{PAPER}/stand/<kind>/<key>", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def stand(year: int, kind: str, key: str) -> ResponseReturnValue:
    """Say why something that holds a report up may stand as it is."""
    blocker = blocker_or_404(year, kind, key)
    form = StandForm(data={"because": blocker.because})
    if form.validate_on_submit():
        because, at, by = form.because.text, clock.now(), current_principal()
        taken = step(
            year,
            lambda row: operations.let_stand(db.session(), row, blocker, because, at=at, by=by),
        )
        return taken or redirect(url_for(SHOW, year=year), 303)
    problems = problems_of(form)
    page = render_template(
        "organiser/yearly/stand.html",
        year=year,
        text=blocker_words(blocker),
        form=form,
        problems=problems,
    )
    return page, 422 if problems else 200


@blueprint.post(f"{PAPER}/check")
@allowed_for(*EDITORS)
def check(year: int) -> ResponseReturnValue:
    """Check a report, as somebody else than who wrote in it last."""
    at, by = clock.now(), current_principal()
    findings = examine(db.session(), row_or_404(year), at=at)
    refused = step(
        year, lambda row: operations.check_report(db.session(), row, findings, at=at, by=by)
    )
    return refused or done(year, _("The report is checked. It can be approved now."))


@blueprint.post(f"{PAPER}/return")
@allowed_for(*EDITORS)
def take_back(year: int) -> ResponseReturnValue:
    """Make a checked report a draft again."""
    at, by = clock.now(), current_principal()
    refused = step(year, lambda row: operations.return_to_draft(db.session(), row, at=at, by=by))
    return refused or done(year, _("The report is a draft again."))


@blueprint.post(f"{PAPER}/approve")
@allowed_for(*EDITORS)
def approve(year: int) -> ResponseReturnValue:
    """Approve what was checked, and freeze it."""
    at, by = clock.now(), current_principal()
    findings = examine(db.session(), row_or_404(year), at=at)
    refused = step(
        year, lambda row: operations.approve_report(db.session(), row, findings, at=at, by=by)
    )
    return refused or done(year, _("The report is approved. Nothing in it changes any more."))


@blueprint.post(f"{PAPER}/correct")
@allowed_for(*EDITORS)
def correct(year: int) -> ResponseReturnValue:
    """Count the year of an approved report anew, and note what came out otherwise."""
    at, by, noted = clock.now(), current_principal(), [0]
    row_or_404(year)
    figures = make_figures(db.session(), year, at=at)

    def note(row: Report) -> None:
        keep_runs(db.session(), year, figures, at=at, by=by)
        noted[0] = operations.note_errata(db.session(), row, figures, at=at, by=by)

    words = _("All figures are as the report tells them.")
    refused = step(year, note)
    if noted[0]:
        words = ngettext("%(num)d correction is noted.", "%(num)d corrections are noted.", noted[0])
    return refused or done(year, words)


def step(year: int, operation: Callable[[Report], None]) -> ResponseReturnValue | None:
    """Take a step with a report; give the page that says why not, where it is refused."""
    try:
        with transaction() as session:
            operation(hold_row(session, year) or abort(404))
    except REFUSALS as refusal:
        return refused_page(year, refusal)
    return None


def refused_page(year: int, refusal: DomainError) -> ResponseReturnValue:
    """Show the report with why a step was refused, and what has to be settled."""
    flash(refusal_words(refusal), "error")
    blockers = refusal.blockers if isinstance(refusal, StillBlocked) else []
    return page_of(year, blockers), 409


def done(year: int, words: str) -> ResponseReturnValue:
    """Say that a step was taken."""
    flash(words, "ok")
    return redirect(url_for(SHOW, year=year), 303)


def save(form: ChapterForm, year: int, chapter: Chapter) -> bool:
    """Write a chapter; False where the report takes no words any more.

    Raise `ChangedMeanwhile` where somebody else has saved since the form was opened.
    """
    at, by = clock.now(), current_principal()
    try:
        with transaction() as session:
            row = hold_row(session, year) or abort(404)
            stored = values_of(texts_of(session, row)[chapter])
            check_unchanged(form, ChapterForm(formdata=None, data=stored))
            operations.write_chapter(session, row, chapter, form.bodies(), at=at, by=by)
    except WrongState:
        form.form_errors = [_("The report is no draft any more. Your text was not saved.")]
        return False
    return True


def page_of(year: int, blockers: Sequence[Blocker]) -> str:
    """Show the page of a year's report."""
    session, language = db.session(), current_language()
    report = find_report(session, year)
    known: dict[str, object] = {}
    if report is not None:
        known = {
            "chapters": rows.chapters_of(report),
            "figures": rows.figure_lines(report, language),
            "errata": rows.erratum_rows(session, report, language),
            "programme": rows.programme_rows(report),
            "sums": rows.programme_sums(report),
            "hands": rows.hands_of(session, report, language),
        }
    waiting = [each for each in blockers if each.is_open]
    return render_template(
        "organiser/yearly/show.html",
        year=year,
        report=report,
        tag_of=state_tag(report.state if report else None),
        waiting=rows.blocker_rows(waiting, year),
        standing=rows.blocker_rows([each for each in blockers if not each.is_open], year),
        paper=paper_language(language),
        remark=remark_of(session, read_scope(session, year), language),
        may_edit=i_may(*EDITORS),
        **known,
    )


def row_or_404(year: int) -> Report:
    """Give the row of a year's report, or answer that nobody has begun it."""
    return find_row(db.session(), year) or abort(404)


def chapter_or_404(chapter: str) -> Chapter:
    """Give a chapter, or answer that the paper has none of this name."""
    return next((each for each in Chapter if each == chapter), None) or abort(404)


def blocker_or_404(year: int, kind: str, key: str) -> Blocker:
    """Give what holds a report up and may stand, or answer that nothing of the kind does."""
    found = examine(db.session(), row_or_404(year), at=clock.now()).blockers
    mine = (each for each in found if each.may_stand and (each.kind, each.key) == (kind, key))
    return next(mine, None) or abort(404)
