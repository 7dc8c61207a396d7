"""Deleting what is known of a registration's people, or of everybody at an event."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db, empty_log, transaction
from eventsys.events.queries import get_event
from eventsys.privacy import operations
from eventsys.privacy.forgetting import what_goes
from eventsys.registration.forgetting.queries import list_unforgotten, together_with
from eventsys.registration.models import Participant
from eventsys.registration.queries import find_participant_in, get_registration
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.forgetting.form import ForgetEventForm
from eventsys.web.organiser.forgetting.words import REFUSALS, fates_of, obstacle_words
from eventsys.web.organiser.frame import both_or_404, frame_of, view_or_404
from eventsys.web.organiser.roles import EDITORS

blueprint = Blueprint("forgetting", __name__)
LIST, OVERVIEW = "organiser.registration.index", "organiser.events.show"


@blueprint.route("/<slug>/people/<int:participant_id>/forget", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def person(slug: str, participant_id: int) -> ResponseReturnValue:
    """Say what is kept of somebody and those registered together, and delete it."""
    view, event = both_or_404(slug)
    found = person_or_404(view.id, participant_id)
    if request.method == "POST":
        return forget_person(slug, found)
    session = db.session()
    ids = [] if found.forgotten_at else together_with(session, found.registration_id)
    going = what_goes(session, event, ids, at=clock.now())
    return render_template(
        "organiser/forgetting/person.html",
        frame=frame_of(view, LIST),
        participant=found,
        people=going.kept.people,
        fates=fates_of(going, is_whole_event=False),
    )


def person_or_404(event_id: int, participant_id: int) -> Participant:
    """Find one of an event's people, or answer that there is none."""
    return find_participant_in(db.session(), event_id, participant_id) or abort(404)


def forget_person(slug: str, found: Participant) -> ResponseReturnValue:
    """Delete what is kept of somebody, and say what came of it."""
    registration_id, participant_id = found.registration_id, found.id
    try:
        with transaction() as session:
            registration = get_registration(session, registration_id)
            at, by = clock.now(), current_principal()
            people = operations.forget(session, registration, at=at, by=by)
    except REFUSALS as refusal:
        flash(obstacle_words(refusal), "error")
        here = url_for("organiser.forgetting.person", slug=slug, participant_id=participant_id)
        return redirect(here, 303)
    tell(people)
    return redirect(url_for(LIST, slug=slug), 303)


@blueprint.route("/<slug>/forget", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def event(slug: str) -> ResponseReturnValue:
    """Say what is kept of everybody at an event, and delete it once its name was typed."""
    view_or_404(slug)
    form = ForgetEventForm()
    form.slug = slug
    if not form.validate_on_submit():
        return event_page(slug, form), 422 if request.method == "POST" else 200
    try:
        with transaction() as session:
            at, by = clock.now(), current_principal()
            people = operations.forget_event(session, get_event(session, slug), at=at, by=by)
    except REFUSALS as refusal:
        flash(obstacle_words(refusal), "error")
        return redirect(url_for("organiser.forgetting.event", slug=slug), 303)
    tell(people)
    return redirect(url_for(OVERVIEW, slug=slug), 303)


def event_page(slug: str, form: ForgetEventForm) -> str:
    """Show what would go, with the form as it was typed."""
    (view, found), session = both_or_404(slug), db.session()
    going = what_goes(session, found, list_unforgotten(session, found.id), at=clock.now())
    return render_template(
        "organiser/forgetting/event.html",
        frame=frame_of(view, OVERVIEW),
        form=form,
        problems=problems_of(form),
        fates=fates_of(going, is_whole_event=True),
        is_done=found.forgotten_at is not None and not going.kept.registrations,
    )


def tell(people: int) -> None:
    """Say what was deleted; of what is deleted nothing stays in the database's files."""
    empty_log()
    flash(
        ngettext(
            "The personal data of %(num)d person is deleted. The numbers stay.",
            "The personal data of %(num)d people is deleted. The numbers stay.",
            people,
        )
        if people
        else _("There was nothing left to delete."),
        "ok",
    )
