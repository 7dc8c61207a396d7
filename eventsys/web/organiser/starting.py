"""The guide through the first steps, on the first page until an event is published."""

from dataclasses import dataclass

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.events.starting.queries import FirstSteps, first_steps
from eventsys.people.hints.operations import put_away
from eventsys.people.hints.rules import Hint
from eventsys.web.common.guards import allowed_for, current_account
from eventsys.web.common.words import _
from eventsys.web.organiser.frame import i_may
from eventsys.web.organiser.roles import EDITORS

blueprint = Blueprint("guide", __name__)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: what it is, why, and where; no address where it is not yet its turn."""

    text: str
    why: str
    url: str
    is_done: bool


def guide_steps() -> list[Step]:
    """List the steps for whoever is signed in; none once they are done, put away, or not theirs."""
    if not i_may(*EDITORS):
        return []
    known = first_steps(db.session(), current_account().id)
    return steps_of(known) if known.are_shown else []


def steps_of(known: FirstSteps) -> list[Step]:
    """Put the steps into words, each with its way as soon as the one before is done."""
    has_event = known.draft is not None
    event_url = url_for("organiser.events.new") if known.has_place else ""
    return [
        Step(
            text=_("Say where it is"),
            why=_("Add the place with its address, and whether everybody can get in."),
            url=url_for("organiser.places.new"),
            is_done=known.has_place,
        ),
        Step(
            text=_("Make an event"),
            why=_("Give it a title in Danish, a date and the place. The rest can wait."),
            url=event_url,
            is_done=has_event,
        ),
        Step(
            text=_("Publish it"),
            why=_("Look at the page as people will see it, and press Publish."),
            url=url_for("organiser.events.show", slug=known.draft) if known.draft else "",
            is_done=False,
        ),
    ]


@blueprint.post("/guide/away")
@allowed_for(*EDITORS)
def away() -> ResponseReturnValue:
    """Put the guide away for whoever is signed in."""
    with transaction() as session:
        put_away(session, current_account().id, Hint.FIRST_STEPS, at=clock.now())
    return redirect(url_for("organiser.index"), 303)
