"""Who is registered for an event: the list, deregistering one person, the list as a file."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.registration.leaving.operations import deregister as deregister_participant
from eventsys.registration.queries import find_participant_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.frame import both_or_404, frame_of, i_may, view_or_404
from eventsys.web.organiser.people.acting import acts_for
from eventsys.web.organiser.people.asked import Asked
from eventsys.web.organiser.people.blueprint import asked_questions
from eventsys.web.organiser.people.columns import columns_of, heads_of
from eventsys.web.organiser.people.pickers import pickers_of
from eventsys.web.organiser.people.portion import look_up
from eventsys.web.organiser.roles import DESK, EDITORS, FRONT

blueprint = Blueprint("registration", __name__)
HERE = "organiser.registration.index"
PARTICIPANT = "<int:participant_id>"


@blueprint.get("/<slug>/registrations")
@allowed_for(*DESK)
def index(slug: str) -> ResponseReturnValue:
    """List who is registered, in the order they came; all of them, or those looked for."""
    view, language = view_or_404(slug), current_language()
    questions = asked_questions(view)
    pickers = [*pickers_of(view, questions, language)]
    asked = Asked.in_address(request.args, pickers)
    columns = columns_of(db.session(), view, questions)
    shows = {each.name for each in columns if each.is_shown}
    people = look_up(view, questions, asked, shows)
    return render_template(
        "organiser/registration/index.html",
        frame=frame_of(view, HERE),
        people=people,
        asked=asked,
        pickers=pickers,
        columns=columns,
        heads=heads_of(columns, can_choose=i_may(*FRONT)),
        shows=shows,
        has_birth_years=view.age_rule is not None,
        may_edit=i_may(*EDITORS),
        may_change=i_may(*FRONT),
        acts=acts_for(view) if i_may(*FRONT) else [],
    )


@blueprint.route(f"/<slug>/registrations/{PARTICIPANT}/deregister", methods=["GET", "POST"])
@allowed_for(*DESK)
def deregister(slug: str, participant_id: int) -> ResponseReturnValue:
    """Ask whether to give one person's place back, and do it."""
    view, event = both_or_404(slug)
    participant = find_participant_of(db.session(), event, participant_id)
    if participant is None:
        abort(404)
    if request.method == "GET":
        return render_template(
            "organiser/registration/deregister.html",
            frame=frame_of(view, HERE),
            participant=participant,
        )
    with transaction() as session:
        found = find_participant_of(session, event, participant_id)
        if found is None:
            abort(404)
        deregister_participant(session, found, at=clock.now(), by=current_principal())
    flash(_("The place is given back."), "ok")
    return redirect(url_for(HERE, slug=slug))
