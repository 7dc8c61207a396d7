"""Who is registered for an event: the list, deregistering one person, the list as a file."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.exchange.participants import participant_lines
from eventsys.registration.leaving.operations import deregister as deregister_participant
from eventsys.registration.queries import (
    count_participants,
    find_participant_of,
    list_participants,
)
from eventsys.registration.questions.queries import list_questions
from eventsys.registration.search import read_search
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.downloads import csv_answer
from eventsys.web.organiser.frame import event_or_404, frame_of, i_may, view_or_404
from eventsys.web.organiser.paging import ROWS_A_PAGE, number_in_address
from eventsys.web.organiser.registration.rows import row_of, words_of_participants
from eventsys.web.organiser.registration.told import told_by
from eventsys.web.organiser.roles import DESK, EDITORS, FRONT

blueprint = Blueprint("registration", __name__)
HERE = "organiser.registration.index"
PARTICIPANT = "<int(max=2147483647):participant_id>"  # what the database can hold


@blueprint.get("/<slug>/registrations")
@allowed_for(*DESK)
def index(slug: str) -> ResponseReturnValue:
    """List who is registered, in the order they came; all of them, or those searched for."""
    session, view, event = db.session(), view_or_404(slug), event_or_404(slug)
    after, search = number_in_address("after"), read_search(request.args.get("q", ""))
    rows = list_participants(session, event, search=search, after=after, limit=ROWS_A_PAGE + 1)
    shown = rows[:ROWS_A_PAGE]
    told = told_by(session, event.id, shown)
    return render_template(
        "organiser/registration/index.html",
        frame=frame_of(view, HERE),
        participants=[row_of(each, view, current_language(), told) for each in shown],
        total=count_participants(session, event, search=search),
        search=search,
        has_occasions=view.attends == "one",
        has_birth_years=view.age_rule is not None,
        first=url_for(HERE, slug=slug, q=search or None) if after else "",
        next=url_for(HERE, slug=slug, q=search or None, after=shown[-1].id)
        if len(rows) > len(shown)
        else "",
        may_edit=i_may(*EDITORS),
        may_change=i_may(*FRONT),
    )


@blueprint.route(f"/<slug>/registrations/{PARTICIPANT}/deregister", methods=["GET", "POST"])
@allowed_for(*DESK)
def deregister(slug: str, participant_id: int) -> ResponseReturnValue:
    """Ask whether to give one person's place back, and do it."""
    view, event = view_or_404(slug), event_or_404(slug)
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


@blueprint.get("/<slug>/participants.csv")
@allowed_for(*EDITORS)
def download(slug: str) -> Response:
    """Hand out who is registered as a file for a spreadsheet."""
    view, event = view_or_404(slug), event_or_404(slug)
    questions = list_questions(db.session(), event.id)
    words = words_of_participants(view.zone, questions, current_language())
    lines = participant_lines(db.session(), event, words)
    word = _("participants")
    return csv_answer(lines, f"{slug}-{word}.csv")
