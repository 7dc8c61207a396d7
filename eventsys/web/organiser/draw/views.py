"""An event's draw: who takes part, drawing the lots, and what came of it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.events.queries import get_event
from eventsys.registration.draw import operations
from eventsys.registration.draw.errors import DrawRefused
from eventsys.registration.draw.models import Draw
from eventsys.registration.draw.queries import find_draw, list_entrants, read_record
from eventsys.registration.draw.rules import DrawObstacle, is_right
from eventsys.web.common.dates import say_moment
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.draw.form import DrawForm
from eventsys.web.organiser.frame import both_or_404, event_or_404, frame_of, i_may
from eventsys.web.organiser.roles import DESK, EDITORS

blueprint = Blueprint("draw", __name__)
HERE = "organiser.draw.index"


@blueprint.get("/<slug>/draw")
@allowed_for(*DESK)
def index(slug: str) -> ResponseReturnValue:
    """Show who takes part, or what was drawn."""
    return show(slug, DrawForm())


@blueprint.post("/<slug>/draw")
@allowed_for(*EDITORS)
def run(slug: str) -> ResponseReturnValue:
    """Draw the lots."""
    event_or_404(slug)
    form = DrawForm()
    if not form.validate_on_submit():
        return show(slug, form), 422
    try:
        with transaction() as session:
            event, at, by = get_event(session, slug), clock.now(), current_principal()
            operations.draw(session, event, form.seed.text, at=at, by=by)
    except DrawRefused as refusal:
        flash(obstacle_words(refusal.obstacle), "error")
    else:
        flash(_("The lots are drawn. Everybody is told."), "ok")
    return redirect(url_for(HERE, slug=slug))


def show(slug: str, form: DrawForm) -> str:
    """Show the page, with the form as it was typed."""
    (view, event), session = both_or_404(slug), db.session()
    found, language = find_draw(session, event.id), current_language()
    closes_at = view.window.closes_at
    entrants = [] if found else list(list_entrants(session, event).values())
    return render_template(
        "organiser/draw/index.html",
        frame=frame_of(view, HERE),
        form=form,
        problems=problems_of(form),
        parties=len(entrants),
        people=sum(each.size for each in entrants),
        left=view.left,
        closes=say_moment(closes_at, view.zone, language) if closes_at else "",
        may_draw=i_may(*EDITORS) and closes_at is not None and closes_at <= clock.now(),
        result=result_of(found, view, language) if found else None,
    )


def result_of(found: Draw, view: EventView, language: Language) -> dict[str, object]:
    """Put what was drawn into words, and draw it again to see that it is right."""
    record = read_record(db.session(), found)
    return {
        "parties": len(record.entrants),
        "winners": len(record.winners),
        "moment": say_moment(found.drawn_at, view.zone, language),
        "seed": record.seed,
        "is_seed_given": found.is_seed_given,
        "digest": record.digest,
        "is_right": is_right(record),
        "url": url_for("public.draw", lang=language, slug=view.slug),
    }


def obstacle_words(obstacle: DrawObstacle) -> str:
    """Say why lots cannot be drawn now."""
    words = {
        DrawObstacle.NOT_BY_DRAW: _("Lots decide nothing at this event."),
        DrawObstacle.TOO_EARLY: _("Registration has not closed yet. Draw after that."),
        DrawObstacle.TOO_LATE: _("The event is over or not published: there is nothing to draw."),
    }
    return words[obstacle]
