"""The series of an event: which events it has, more of them, and what they all share."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.events.errors import SlugTaken, WrongEventDetails
from eventsys.events.office.queries import find_events, read_lines
from eventsys.events.office.rules import OfficeFilter, Shelf
from eventsys.events.queries import get_event
from eventsys.events.series.operations import leave_series
from eventsys.events.series.queries import members_of
from eventsys.exchange.copies.errors import MemberIsFuller, SeriesChanged
from eventsys.exchange.copies.series import repeat_event, share as share_parts
from eventsys.web.common.forms import problems_of, refuse
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.events.listing import EventRow, row_of
from eventsys.web.organiser.frame import event_or_404, frame_of, view_or_404
from eventsys.web.organiser.roles import EDITORS
from eventsys.web.organiser.series.form import RepeatForm, ShareForm

blueprint = Blueprint("series", __name__)
HERE = "organiser.series.index"


@blueprint.get("/<slug>/series")
@allowed_for(*EDITORS)
def index(slug: str) -> ResponseReturnValue:
    """Show the events of a series."""
    return page_with(slug, RepeatForm(formdata=None), ShareForm(formdata=None))


@blueprint.post("/<slug>/series/repeat")
@allowed_for(*EDITORS)
def repeat(slug: str) -> ResponseReturnValue:
    """Make more events like this one."""
    form = RepeatForm()
    wanted = form.to_request() if form.validate_on_submit() else None
    event_or_404(slug)
    if wanted is not None:
        at, by = clock.now(), current_principal()
        try:
            with transaction() as session:
                repeat_event(session, get_event(session, slug), wanted, at=at, by=by)
        except (SeriesChanged, SlugTaken):
            flash(
                _("The series has just changed. Look at it before you repeat the event."), "error"
            )
        except WrongEventDetails:
            refuse(form.times, _("An event cannot be that far off."))
        else:
            flash(made_words(wanted.times), "ok")
    if problems_of(form):
        return page_with(slug, form, ShareForm(formdata=None))
    return redirect(url_for(HERE, slug=slug), 303)


@blueprint.post("/<slug>/series/share")
@allowed_for(*EDITORS)
def share(slug: str) -> ResponseReturnValue:
    """Give the others of the series what this event has."""
    form = ShareForm()
    parts = form.to_request() if form.validate_on_submit() else None
    event_or_404(slug)
    if not parts:
        return page_with(slug, RepeatForm(formdata=None), form)
    at, by = clock.now(), current_principal()
    try:
        with transaction() as session:
            changed = share_parts(session, get_event(session, slug), parts, at=at, by=by)
            number = len(changed)
    except MemberIsFuller as error:
        flash(fuller_words(error), "error")
    else:
        flash(changed_words(number), "ok")
    return redirect(url_for(HERE, slug=slug), 303)


@blueprint.post("/<slug>/series/leave")
@allowed_for(*EDITORS)
def leave(slug: str) -> ResponseReturnValue:
    """Take this event out of its series."""
    event_or_404(slug)
    with transaction() as session:
        leave_series(session, get_event(session, slug), at=clock.now(), by=current_principal())
    flash(_("The event is in no series any more. Nothing else of it has changed."), "ok")
    return redirect(url_for(HERE, slug=slug), 303)


def page_with(slug: str, repeating: RepeatForm, sharing: ShareForm) -> ResponseReturnValue:
    """Show the series, with what is wrong in one of its forms."""
    view = view_or_404(slug)
    rows = rows_of(view.id)
    repeating.known.data = str(max(len(rows) - 1, 0))
    problems = [*problems_of(repeating), *problems_of(sharing)]
    page = render_template(
        "organiser/series/index.html",
        frame=frame_of(view, HERE),
        rows=rows,
        repeating=repeating,
        sharing=sharing,
        problems=problems,
    )
    return page, 422 if problems else 200


def rows_of(event_id: int) -> list[EventRow]:
    """List the events of a series, each with the day on which it begins."""
    session, language = db.session(), current_language()
    asked = OfficeFilter(shelf=Shelf.ALL, within=members_of(session, event_id))
    found = find_events(session, asked, at=clock.now())
    lines = read_lines(session, found, found.rows[::-1])
    return [row_of(each, language, each.occasions[0].starts_at) for each in lines]


def made_words(number: int) -> str:
    """Say how many drafts were made."""
    return ngettext(
        "%(num)d draft is made. Look at it and publish it.",
        "%(num)d drafts are made. Look at them and publish them.",
        number,
    )


def changed_words(number: int) -> str:
    """Say how many events were changed."""
    return ngettext(
        "%(num)d event of the series is changed.",
        "%(num)d events of the series are changed.",
        number,
    )


def fuller_words(error: MemberIsFuller) -> str:
    """Say which event has more people than places."""
    return _(
        "Nothing is changed: %(slug)s has %(taken)s places taken, so it cannot have %(capacity)s.",
        slug=error.slug,
        taken=error.taken,
        capacity=error.capacity,
    )
