"""The figures of earlier years."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from eventsys.attendance.earlier.queries import list_figures
from eventsys.core.db import db
from eventsys.people.queries import name_principals
from eventsys.web.common.guards import allowed_for
from eventsys.web.common.office import describe_office
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
