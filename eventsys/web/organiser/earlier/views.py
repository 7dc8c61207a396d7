"""The figures of earlier years."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.attendance.earlier.errors import FigureKnown
from eventsys.attendance.earlier.queries import list_figures
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.exchange.imports.errors import FigureRefused
from eventsys.exchange.imports.figures.operations import save_figure
from eventsys.exchange.imports.figures.rules import Fault, FigureColumn
from eventsys.people.queries import name_principals
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.office import describe_office
from eventsys.web.common.words import _
from eventsys.web.organiser.earlier.form import FigureForm
from eventsys.web.organiser.frame import i_may
from eventsys.web.organiser.roles import EDITORS, OVERSEERS

blueprint = Blueprint("earlier", __name__)
blueprint.context_processor(describe_office("events"))


@blueprint.get("/")
@allowed_for(*OVERSEERS)
def index() -> ResponseReturnValue:
    """List the figures with what they count and who says so."""
    figures = list_figures(db.session())
    names = name_principals(db.session(), [each.created_by for each in figures])
    may_edit = i_may(*EDITORS)
    return render_template(
        "organiser/earlier/index.html", figures=figures, names=names, may_edit=may_edit
    )


@blueprint.route("/new", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def new() -> ResponseReturnValue:
    """Write one figure down."""
    form = FigureForm()
    if form.validate_on_submit() and form.judge(clock.now()) and save(form):
        flash(_("The figure is saved."), "ok")
        return redirect(url_for("organiser.earlier.index"), 303)
    page = render_template("organiser/earlier/new.html", form=form, problems=problems_of(form))
    return page, 422 if form.is_submitted() else 200


def save(form: FigureForm) -> bool:
    """Keep the figure; False where it is there already, and the form says so."""
    try:
        with transaction() as session:
            save_figure(session, form.told(), at=clock.now(), by=current_principal())
    except FigureRefused as refusal:
        form.refuse_for((Fault(refusal.fault), FigureColumn(refusal.column), refusal.other))
    except FigureKnown:
        form.refuse_for((Fault.KNOWN, FigureColumn.FIGURE, 0))
    return not problems_of(form)
