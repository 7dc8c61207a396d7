"""An event made like another one: last year's once more, or the same on another day."""

from datetime import date

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.localtime import local_day
from eventsys.events.errors import SlugTaken, WrongEventDetails
from eventsys.events.queries import get_event, plan_of
from eventsys.exchange.copies.operations import copy_event
from eventsys.exchange.copies.rules import days_to_next_year, first_day
from eventsys.web.common.dates import say_day
from eventsys.web.common.forms import Form, OneOf, problems_of, refuse
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.events.times import DayField, check_day
from eventsys.web.organiser.events.views import HERE, blueprint
from eventsys.web.organiser.frame import both_or_404, frame_of
from eventsys.web.organiser.roles import EDITORS

YEAR, DAY = "year", "day"


class CopyForm(Form):
    """On which days the copy is."""

    when = RadioField(
        _l("When is it this time?"),
        choices=[(YEAR, ""), (DAY, _l("From another day, which I choose"))],
        default=YEAR,
        validators=[OneOf(_l("Choose one of these."))],
        validate_choice=False,
    )
    day = DayField(_l("First day"))
    first: date

    def offer(self, first: date, today: date) -> None:
        """Let the form say which day it would be on next year."""
        self.first = first
        self.later = days_to_next_year(first, today)
        day = date.fromordinal(first.toordinal() + self.later)
        words = _(
            "The same weekday next time: %(day)s", day=say_day(day, current_language(), year=True)
        )
        self.when.choices = [(YEAR, words), (DAY, _("From another day, which I choose"))]

    def days(self) -> int | None:
        """Tell how many days later the copy is; None, with what is wrong, where that is unknown."""
        if self.when.data == YEAR:
            return self.later
        check_day(self.day)
        return (self.day.value - self.first).days if self.day.value else None


@blueprint.route("/<slug>/copy", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def copy(slug: str) -> ResponseReturnValue:
    """Ask on which days, and make a draft like the event."""
    (view, event), form = both_or_404(slug), CopyForm()
    first = first_day([*plan_of(db.session(), event).occasions], event.zone)
    form.offer(first, local_day(clock.now()))
    if form.validate_on_submit():
        made = make_copy(slug, form)
        if made is not None:
            flash(_("The copy is a draft. Look at its days and texts before you publish it."), "ok")
            return redirect(url_for(HERE, slug=made), 303)
    problems = problems_of(form)
    page = render_template(
        "organiser/events/copy.html", frame=frame_of(view, HERE), form=form, problems=problems
    )
    return page, 422 if problems else 200


def make_copy(slug: str, form: CopyForm) -> str | None:
    """Make the copy and give its slug; None, with what is wrong, where that cannot be."""
    days = form.days()
    if days is None:
        return None
    try:
        with transaction() as session:
            event = get_event(session, slug)
            return copy_event(session, event, days, at=clock.now(), by=current_principal()).slug
    except WrongEventDetails:
        refuse(form.day, _("An event cannot be on that day."))
    except SlugTaken:
        refuse(form.when, _("Somebody made a copy at the same moment. Try again."))
    return None
