"""The facts beside tasks: listed year by year, added, changed, and taken back."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.casework.records.operations import FactRow, add_fact, amend_fact, remove_fact
from eventsys.casework.records.queries import find_fact, hold_fact
from eventsys.casework.records.rules import year_of
from eventsys.core import clock
from eventsys.core.codes import new_public_id
from eventsys.core.db import db, transaction
from eventsys.core.localtime import local_day
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.office import describe_office
from eventsys.web.common.words import _
from eventsys.web.organiser.casework.filtering import read_year
from eventsys.web.organiser.casework.pages import casework_tabs, kind_names
from eventsys.web.organiser.frame import i_may
from eventsys.web.organiser.meanwhile import ChangedMeanwhile, check_unchanged, seal, show_both
from eventsys.web.organiser.paging import page_of
from eventsys.web.organiser.records.fields import FactForm
from eventsys.web.organiser.records.kinds import KINDS, Kind, cells_of, offered
from eventsys.web.organiser.records.words import REFUSALS, about_words, refusal_words
from eventsys.web.organiser.roles import EDITORS, OVERSEERS

blueprint = Blueprint("records", __name__)
blueprint.context_processor(describe_office("casework"))
INDEX = "organiser.records.index"
ONE = "/<kind>/<int:fact_id>"


@blueprint.get("/<kind>/")
@allowed_for(*OVERSEERS)
def index(kind: str) -> ResponseReturnValue:
    """List the facts of a kind in a year."""
    known, session, language = kind_or_404(kind), db.session(), current_language()
    year = read_year(request.args.get("year", ""), this_year())
    shown = page_of(known.listed(session, year), year=year if known.has_years else None)
    form = with_choices(known.form(formdata=None))
    return render_template(
        "organiser/records/index.html",
        kind=kind,
        name=kind_names()[kind],
        about=about_words(kind),
        tabs=casework_tabs(kind),
        year=year if known.has_years else "",
        heads=[(form[name].label.text, "") for name in known.shown],
        rows=[(each.id, cells_of(each, known.shown, form, language)) for each in shown.rows],
        page=shown,
        may_edit=i_may(*EDITORS),
    )


@blueprint.route("/<kind>/new", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def new(kind: str) -> ResponseReturnValue:
    """Write a fact down."""
    known = kind_or_404(kind)
    year = str(read_year(request.args.get("year", ""), this_year()))
    form = with_choices(
        known.form(data={"key": new_public_id(), "year": year, "programme_year": year})
    )
    if form.validate_on_submit() and add(form):
        flash(_("It is saved."), "ok")
        return redirect(list_of(kind, form), 303)
    return form_page("organiser/records/new.html", kind, form)


@blueprint.route(f"{ONE}/edit", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def edit(kind: str, fact_id: int) -> ResponseReturnValue:
    """Change a fact."""
    known = kind_or_404(kind)
    row = find_fact(db.session(), known.model, fact_id) or abort(404)
    form = with_choices(known.form(data=known.form.values_from(row)))
    if not form.is_submitted():
        seal(form)
    try:
        if form.validate_on_submit() and save(form, known, fact_id):
            flash(_("Your changes are saved."), "ok")
            return redirect(list_of(kind, form), 303)
    except ChangedMeanwhile as change:
        told = {"kind": kind, "name": kind_names()[kind], "fact_id": fact_id}
        template = "organiser/records/edit.html"
        return show_both(template, form, change.stored, with_choices, **told)
    return form_page("organiser/records/edit.html", kind, form, fact_id)


@blueprint.post(f"{ONE}/delete")
@allowed_for(*EDITORS)
def delete(kind: str, fact_id: int) -> ResponseReturnValue:
    """Take back a fact that was written down by mistake."""
    known = kind_or_404(kind)
    try:
        with transaction() as session:
            row: FactRow = hold_fact(session, known.model, fact_id) or abort(404)
            remove_fact(session, row, at=clock.now(), by=current_principal())
    except REFUSALS as refusal:
        flash(refusal_words(refusal), "error")
    else:
        flash(_("It is deleted."), "ok")
    return redirect(url_for(INDEX, kind=kind), 303)


def add(form: FactForm) -> bool:
    """Write down what was typed; False where it is refused."""
    at, by = clock.now(), current_principal()
    try:
        with transaction() as session:
            add_fact(session, form.key.text, form.to_request(), at=at, by=by)
    except REFUSALS as refusal:
        form.form_errors = [refusal_words(refusal)]
        return False
    return True


def save(form: FactForm, kind: Kind, fact_id: int) -> bool:
    """Change a fact; False where it is refused. Raise `ChangedMeanwhile`."""
    at, by = clock.now(), current_principal()
    try:
        with transaction() as session:
            row: FactRow = hold_fact(session, kind.model, fact_id) or abort(404)
            stored = kind.form(formdata=None, data=kind.form.values_from(row))
            check_unchanged(form, with_choices(stored))
            amend_fact(session, row, form.to_request(), at=at, by=by)
    except REFUSALS as refusal:
        form.form_errors = [refusal_words(refusal)]
        return False
    return True


def with_choices(form: FactForm) -> FactForm:
    """Put into a form what is chosen among."""
    form.offer(offered(db.session(), type(form)))
    return form


def form_page(
    template: str, kind: str, form: FactForm, fact_id: int | None = None
) -> ResponseReturnValue:
    """Show the form, with what is wrong in it."""
    problems = problems_of(form)
    refusals = form.form_errors
    told = {"kind": kind, "name": kind_names()[kind], "fact_id": fact_id}
    page = render_template(template, form=form, problems=problems, refusals=refusals, **told)
    return page, 422 if problems else 409 if refusals else 200


def list_of(kind: str, form: FactForm) -> str:
    """Lead to the list in which a fact stands that was just saved."""
    return url_for(INDEX, kind=kind, year=year_of(form.to_request()))


def kind_or_404(kind: str) -> Kind:
    """Give a kind of facts, or answer that there is none."""
    return KINDS.get(kind) or abort(404)


def this_year() -> int:
    """Tell the local year."""
    return local_day(clock.now()).year
