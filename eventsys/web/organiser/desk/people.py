"""One person on the day: checking them in by hand, and taking that back."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.checkin.desk.operations import (
    HandCheckIn,
    check_in as check_in_by_hand,
    undo_check_in,
)
from eventsys.checkin.desk.queries import find_person
from eventsys.checkin.errors import GateNotFound
from eventsys.checkin.requests import ScanResult
from eventsys.core import clock
from eventsys.core.db import Session, db, transaction
from eventsys.events.queries import get_event, list_gates
from eventsys.registration.models import Participant
from eventsys.registration.queries import find_participant_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.desk.finding import FIND, FindForm
from eventsys.web.organiser.desk.standing import say_result, shown
from eventsys.web.organiser.desk.views import blueprint
from eventsys.web.organiser.frame import both_or_404, event_or_404, frame_of, i_may, view_or_404
from eventsys.web.organiser.roles import DESK, FRONT

PERSON = "/<slug>/desk/people/<int:participant_id>"


@blueprint.get(PERSON)
@allowed_for(*DESK)
def person(slug: str, participant_id: int) -> ResponseReturnValue:
    """Show where somebody stands, and what can be done for them at the desk."""
    view, event = both_or_404(slug)
    found = find_person(db.session(), event, participant_id, at=clock.now()) or abort(404)
    gate = request.args.get("gate", "")
    return render_template(
        "organiser/desk/person.html",
        frame=frame_of(view, FIND),
        form=FindForm.at_gates(list_gates(db.session(), event), gate),
        person=shown(found, view, current_language()),
        gate=gate,
        may_register=i_may(*FRONT),
    )


@blueprint.post(f"{PERSON}/check-in")
@allowed_for(*DESK)
def check_in(slug: str, participant_id: int) -> ResponseReturnValue:
    """Check somebody in who has no ticket at hand."""
    wanted = HandCheckIn(key=key_or_400("key"), gate=request.form.get("gate") or None)
    try:
        with transaction() as session:
            found = participant_or_404(session, slug, participant_id)
            by = current_principal()
            result = check_in_by_hand(session, found, wanted, at=clock.now(), by=by)
            name = found.name or _("(no name)")
    except GateNotFound:
        abort(400)
    tell(slug, name, result)
    return to_person(slug, participant_id)


@blueprint.post(f"{PERSON}/undo")
@allowed_for(*DESK)
def undo(slug: str, participant_id: int) -> ResponseReturnValue:
    """Take a check-in by hand back."""
    scan_id, at = key_or_400("scan"), clock.now()
    with transaction() as session:
        found = participant_or_404(session, slug, participant_id)
        undo_check_in(session, found, scan_id, at=at, by=current_principal())
        still = find_person(session, get_event(session, slug), participant_id, at=at)
    if still is None or still.came_at is None:
        flash(_("The check-in is taken back."), "ok")
    else:
        flash(_("It is too late to take this back."), "warn")
    return to_person(slug, participant_id)


def tell(slug: str, name: str, result: ScanResult) -> None:
    """Say what a check-in came to."""
    answer = say_result(name, result, view_or_404(slug).zone, current_language())
    flash(answer.text, answer.kind)


def to_person(slug: str, participant_id: int) -> ResponseReturnValue:
    """Go back to the person, with the gate at which the desk stands."""
    gate = request.form.get("gate") or None
    here = url_for("organiser.desk.person", slug=slug, participant_id=participant_id, gate=gate)
    return redirect(here, 303)


def participant_or_404(session: Session, slug: str, participant_id: int) -> Participant:
    """Give one of an event's participants, or answer that there is none."""
    event = event_or_404(slug)
    return find_participant_of(session, event, participant_id) or abort(404)


def key_or_400(name: str) -> UUID:
    """Read a key that one of our forms carries."""
    try:
        return UUID(request.form.get(name, ""))
    except ValueError:
        abort(400)
