"""Finding people on the day, on an organiser's own signed-in device: every search is logged."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, ValidationError

from eventsys.checkin.desk.operations import Found, search
from eventsys.core import clock
from eventsys.core.codes import normalise
from eventsys.core.db import db, transaction
from eventsys.events.models import Gate
from eventsys.events.queries import get_event, list_gates
from eventsys.registration.search import read_search
from eventsys.web.common.forms import Form, LineField, problems_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.desk.standing import PersonShown, shown
from eventsys.web.organiser.desk.views import blueprint
from eventsys.web.organiser.frame import both_or_404, frame_of, i_may
from eventsys.web.organiser.roles import DESK, FRONT

FIND = "organiser.desk.find"


@dataclass(frozen=True)
class Hits:
    """Who was found, in words; `has_more` where not all of them are shown."""

    people: Sequence[PersonShown]
    has_more: bool


class FindForm(Form):
    """Who is looked for, and at which gate the desk stands."""

    q = LineField(_l("Name or code"))
    gate = SelectField(_l("Entrance"), default="")

    @classmethod
    def at_gates(cls, gates: Sequence[Gate], gate: str = "") -> "FindForm":
        """Make the form of an event with these gates, one of them chosen."""
        names = [each.name for each in gates]
        form = cls(data={"gate": gate})
        form.gate.choices = [("", _("No gate")), *((name, name) for name in names)]
        return form

    @property
    def wanted(self) -> str:
        """Give what is looked for: of a ticket's address, as a scanner types it, the code alone."""
        text = self.q.text
        return normalise(text) if "/T/" in text.upper() else read_search(text)

    def validate_q(self, _field: LineField) -> None:
        """Ask for something to look for."""
        if not self.wanted:
            raise ValidationError(_("Write a name or a code."))


@blueprint.route("/<slug>/desk/find", methods=["GET", "POST"])
@allowed_for(*DESK)
def find(slug: str) -> ResponseReturnValue:
    """Find people by name or by their ticket's code; what was typed stands in no address."""
    view, event = both_or_404(slug)
    form = FindForm.at_gates(list_gates(db.session(), event), request.args.get("gate", ""))
    hits = None
    if form.validate_on_submit():
        found = look_for(slug, form.wanted)
        rows = [shown(each, view, current_language()) for each in found.people]
        hits = Hits(rows, found.has_more)
    page = render_template(
        "organiser/desk/find.html",
        frame=frame_of(view, FIND),
        form=form,
        problems=problems_of(form),
        hits=hits,
        gate=form.gate.data or "",
        may_register=i_may(*FRONT),
    )
    return page, 422 if form.errors else 200


def look_for(slug: str, text: str) -> Found:
    """Search, and log that it was done."""
    at, by = clock.now(), current_principal()
    with transaction() as session:
        return search(session, get_event(session, slug), text, at=at, by=by)
