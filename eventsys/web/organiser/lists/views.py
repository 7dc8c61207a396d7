"""Who came to which occasion: the overview, its file, and corrections."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.attendance.marks.errors import OccasionCancelled, OccasionNotBegun, ReasonMissing
from eventsys.attendance.marks.operations import correct as correct_attendance
from eventsys.attendance.marks.queries import list_came, list_marks
from eventsys.attendance.marks.rules import AttendanceStatus
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.registration.queries import find_participant_of
from eventsys.web.common.forms import problems_of, refuse
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.frame import event_or_404, frame_of, i_may
from eventsys.web.organiser.lists.form import CorrectionForm
from eventsys.web.organiser.lists.found import NO, PARTICIPANT, find
from eventsys.web.organiser.lists.history import lines_of
from eventsys.web.organiser.lists.overview import Attended, heads_of, row_of
from eventsys.web.organiser.lists.words import (
    SIGNS,
    name_of,
    refusal_words,
    source_word,
    status_word,
    when_of,
)
from eventsys.web.organiser.paging import page_of
from eventsys.web.organiser.roles import DESK, EDITORS

blueprint = Blueprint("lists", __name__)
HERE = "organiser.lists.index"


@blueprint.get("/<slug>/list")
@allowed_for(*DESK)
def index(slug: str) -> ResponseReturnValue:
    """Show everybody and every occasion, with the sums."""
    found, language = find(slug, at=clock.now()), current_language()
    attended = Attended(found.participants(), list_came(db.session(), found.event))
    people = page_of(attended.listed())
    sheet = found.sheet_of(people.rows)
    return render_template(
        "organiser/lists/index.html",
        frame=frame_of(found.view, HERE),
        base=url_for(HERE, slug=slug),
        heads=heads_of(found.occasions, attended.came, found.view, language),
        sums=attended.sums,
        rows=[row_of(each, sheet, found.view, language) for each in people.rows],
        page=people,
        signs=[(SIGNS[each], status_word(each)) for each in AttendanceStatus],
        may_correct=i_may(*EDITORS),
    )


@blueprint.route(f"/<slug>/list/{NO}/people/{PARTICIPANT}", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def correct(slug: str, no: int, participant_id: int) -> ResponseReturnValue:
    """Show what was said of somebody and an occasion, and correct it with a reason."""
    found, language = find(slug, at=clock.now()), current_language()
    occasion, person = found.occasion_or_404(no), found.participant_or_404(participant_id)
    now = found.sheet_of([person]).attendance(person.id, occasion.id)
    form = CorrectionForm(data={"status": now.status.value})
    form.fit(takes_back=_("What the list and the tickets say"))
    if form.validate_on_submit() and store_correction(slug, person.id, occasion.id, form):
        flash(_("The correction is stored."), "ok")
        return redirect(url_for(HERE, slug=slug), 303)
    page = render_template(
        "organiser/lists/correct.html",
        frame=frame_of(found.view, HERE),
        back_url=url_for(HERE, slug=slug),
        name=name_of(person),
        when=when_of(occasion, found.view, language),
        status=status_word(now.status),
        source=source_word(now.source),
        form=form,
        problems=problems_of(form),
        history=lines_of(list_marks(db.session(), person.id, occasion.id), found.view, language),
    )
    return page, 422 if form.is_submitted() else 200


def store_correction(
    slug: str, participant_id: int, occasion_id: int, form: CorrectionForm
) -> bool:
    """Store a correction; False where it was refused, and the form says why."""
    wanted, at, by = form.to_request(occasion_id), clock.now(), current_principal()
    try:
        with transaction() as session:
            participant = find_participant_of(session, event_or_404(slug), participant_id)
            correct_attendance(session, participant or abort(404), wanted, at=at, by=by)
    except (OccasionCancelled, OccasionNotBegun, ReasonMissing) as refusal:
        refuse(form.status, refusal_words(refusal))
        return False
    return True
