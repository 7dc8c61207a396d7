"""Changing one's own registration: names and contact, all places, the date, the link."""

from collections.abc import Collection
from datetime import datetime

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, db, write
from eventsys.core.errors import Busy, DomainError
from eventsys.core.principal import VISITOR
from eventsys.events.errors import NotEnoughPlaces
from eventsys.events.programme.rules import EventView
from eventsys.registration.changes.errors import MoveRefused
from eventsys.registration.changes.operations import amend, deregister_all
from eventsys.registration.changes.queries import list_present
from eventsys.registration.errors import OccasionMissing, OutsideAgeRule, RegistrationClosed
from eventsys.registration.links.operations import renew_link
from eventsys.registration.links.queries import find_renewed
from eventsys.registration.models import Registration
from eventsys.registration.moves.operations import move
from eventsys.registration.queries import find_registration_by_token, token_of
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.waitlist.queries import STILL_THERE, is_in_line
from eventsys.web.common.forms import PublicForm, problems_of, refuse
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.common.limits import failed_look_ups
from eventsys.web.common.words import _
from eventsys.web.public.asking import asked_by
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.change_form import ChangeForm
from eventsys.web.public.event_page import page_of
from eventsys.web.public.leaving_words import words_for_all
from eventsys.web.public.move_form import (
    MoveForm,
    may_move,
    not_enough_words,
    statuses_of,
    what_follows,
)
from eventsys.web.public.own_page import is_over
from eventsys.web.public.programme import event_of, event_with_places
from eventsys.web.public.registrations import OWN, registration_or_404

CONFLICT = 409
UNPROCESSABLE = 422


@blueprint.route(f"{OWN}/change", methods=["GET", "POST"])
@open_to_all
@failed_look_ups
def change(token: str) -> ResponseReturnValue:
    """Show who is registered and who is written to, and store what was changed."""
    found, at = registration_or_404(token), clock.now()
    event = event_still_to_come(found, at)
    people = list_present(db.session(), found)
    form = ChangeForm.of(found, people)
    form.fit(asked_by(event, current_language(), at), people)
    if not form.validate_on_submit():
        return show_change(token, event, form, at), status_of(form)
    wanted = form.to_request()
    try:
        write(lambda session: amend(session, found_in(session, token), wanted, at=at, by=VISITOR))
    except OutsideAgeRule as refusal:
        form.refuse_ages(refusal)
        return show_change(token, event, form, at), UNPROCESSABLE
    return redirect(url_for("public.registration", token=token, done="changed"), 303)


def show_change(token: str, event: EventView, form: ChangeForm, at: datetime) -> str:
    """Show the form with what was typed and what is wrong with it."""
    return render_template(
        "public/change.html",
        event=page_of(event, current_language(), at),
        form=form,
        problems=form.problems(),
        own_url=url_for("public.registration", token=token),
    )


@blueprint.route(f"{OWN}/deregister", methods=["GET", "POST"])
@open_to_all
@failed_look_ups
def deregister_everybody(token: str) -> ResponseReturnValue:
    """Ask whether all places are to be given back, and do it."""
    found, at = registration_or_404(token), clock.now()
    event = event_still_to_come(found, at)
    form, people = (
        PublicForm(f"deregister all {found.public_id}"),
        list_present(db.session(), found),
    )
    statuses = {person.status for person in people}
    if form.validate_on_submit():
        write(lambda session: deregister_all(session, found_in(session, token), at=at, by=VISITOR))
        left = "left-waiting" if statuses and statuses <= set(STILL_THERE) else "left"
        return redirect(url_for("public.registration", token=token, done=left), 303)
    page = render_template(
        "public/deregister_everybody.html",
        event=page_of(event, current_language(), at),
        form=form,
        problems=problems_of(form),
        people=[person.name or "" for person in people],
        words=words_for_all(statuses, is_in_line=is_in_line(db.session(), found)),
        own_url=url_for("public.registration", token=token),
    )
    return page, 400 if form.is_submitted() else 200


@blueprint.route(f"{OWN}/move", methods=["GET", "POST"])
@open_to_all
@failed_look_ups
def move_registration(token: str) -> ResponseReturnValue:
    """Offer the event's other dates, and take everybody to the one that is chosen."""
    found, at = registration_or_404(token), clock.now()
    event = event_with_places(found.event_id)
    form = MoveForm.of(found, event, current_language(), at)
    is_valid = form.validate_on_submit()
    if not form.is_too_old and not may_move(db.session(), found, event, at):
        abort(CONFLICT)
    if not is_valid:
        return show_move(token, event, form, at), status_of(form)
    try:
        statuses = write(lambda session: take_to(session, token, int(form.occasion.data), at))
    except (NotEnoughPlaces, OccasionMissing, RegistrationClosed, MoveRefused, Busy) as refusal:
        refuse(form.occasion, words_of_move(refusal, form.statuses))
        return show_move(token, event, form, at), CONFLICT
    done = "moved" if statuses == {ParticipantStatus.CONFIRMED} else "moved-waiting"
    return redirect(url_for("public.registration", token=token, done=done), 303)


def take_to(session: Session, token: str, no: int, at: datetime) -> set[ParticipantStatus]:
    """Take everybody of a registration to another date; tell how they stand there."""
    found = found_in(session, token)
    move(session, found, no, at=at, by=VISITOR)
    return statuses_of(session, found)


def words_of_move(refusal: DomainError, statuses: Collection[ParticipantStatus]) -> str:
    """Say why nobody was moved."""
    if isinstance(refusal, NotEnoughPlaces):
        return not_enough_words(statuses)
    if isinstance(refusal, Busy):
        return _("Very many people are here right now. Wait a moment and try again.")
    return _("This date cannot be chosen any more. You keep the places you have.")


def show_move(token: str, event: EventView, form: MoveForm, at: datetime) -> str:
    """Show the dates to choose from."""
    return render_template(
        "public/move_registration.html",
        event=page_of(event, current_language(), at),
        form=form,
        what_follows=what_follows(form.statuses),
        problems=problems_of(form),
        own_url=url_for("public.registration", token=token),
    )


@blueprint.route(f"{OWN}/new-link", methods=["GET", "POST"])
@open_to_all
@failed_look_ups
def new_link(token: str) -> ResponseReturnValue:
    """Ask whether the link is to be made anew, and do it; the old one then opens nothing."""
    found, at = find_registration_by_token(db.session(), token), clock.now()
    form = PublicForm(f"new link {token.partition('.')[0]}")
    if form.validate_on_submit():
        renewed = write(lambda session: renewed_token(session, token, form.idempotency_key, at))
        return redirect(url_for("public.registration", token=renewed, done="link"), 303)
    if found is None:
        abort(404)
    page = render_template(
        "public/new_link.html",
        event=page_of(event_of(found.event_id), current_language(), at),
        form=form,
        problems=problems_of(form),
        is_sent=bool(found.contact_email),
        own_url=url_for("public.registration", token=token),
    )
    return page, 400 if form.is_submitted() else 200


def renewed_token(session: Session, token: str, key: str, at: datetime) -> str:
    """Make the link anew, or give the one that this very form made before."""
    found = find_registration_by_token(session, token)
    if found is not None:
        renew_link(session, found, key, at=at, by=VISITOR)
        return token_of(found)
    return token_of(find_renewed(session, token, key) or abort(404))


def status_of(form: PublicForm) -> int:
    """Tell the status of a page that shows a form anew, or for the first time."""
    if not form.is_submitted():
        return 200
    return 400 if form.is_too_old else UNPROCESSABLE


def event_still_to_come(found: Registration, at: datetime) -> EventView:
    """Give the registration's event; 409 where it is over and nothing can be changed."""
    event = event_of(found.event_id)
    return abort(CONFLICT) if is_over(found, event, at) else event


def found_in(session: Session, token: str) -> Registration:
    """Find the registration that a link opens, in a session of its own."""
    return find_registration_by_token(session, token) or abort(404)
