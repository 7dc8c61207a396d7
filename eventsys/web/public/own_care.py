"""Changing one's own needs and answers about pictures."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, db, write
from eventsys.events.programme.rules import EventView
from eventsys.registration.consents.operations import answer_photos
from eventsys.registration.consents.queries import list_consents_of
from eventsys.registration.models import Registration
from eventsys.registration.needs.operations import replace_needs
from eventsys.registration.needs.queries import list_needs_of
from eventsys.registration.queries import find_registration_by_token
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.tickets.queries import HeldTicket, list_held_tickets
from eventsys.web.common.forms import problems_of
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.common.limits import failed_look_ups
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.care_asked import CareAsked, care_asked
from eventsys.web.public.event_page import page_of
from eventsys.web.public.own_care_form import (
    CareAnswers,
    OwnCareForm,
    OwnGroupCareForm,
    values_of,
)
from eventsys.web.public.own_page import is_over
from eventsys.web.public.programme import event_of
from eventsys.web.public.registrations import OWN, registration_or_404


@blueprint.route(f"{OWN}/needs", methods=["GET", "POST"])
@open_to_all
@failed_look_ups
def own_care(token: str) -> ResponseReturnValue:
    """Ask anew what is needed and whether pictures may be shown, and keep the answers."""
    found, at = registration_or_404(token), clock.now()
    event = event_of(found.event_id)
    asked = asked_of(event, found, at)
    if request.method == "GET" and not (asked.needs or asked.photos):
        return redirect(url_for("public.registration", token=token))
    held = list_held_tickets(db.session(), found)
    form = form_of(found, held, asked, at)
    if form.validate_on_submit():
        answers = form.answers(held)
        write(lambda session: keep(session, token, answers, asked, at))
        return redirect(url_for("public.registration", token=token, told=1, _anchor="care"), 303)
    page = render_template(
        "public/own_care.html",
        event=page_of(event, current_language(), at),
        form=form,
        asked=asked,
        names={str(each.position): each.name for each in held},
        problems=problems_of(form),
        own_url=url_for("public.registration", token=token, _anchor="care"),
    )
    return page, status_of(form)


def status_of(form: OwnCareForm) -> int:
    """Tell the status of the page with the form."""
    if not form.is_submitted():
        return 200
    return 400 if form.is_too_old else 422


def asked_of(event: EventView, found: Registration, at: datetime) -> CareAsked:
    """Tell what is asked still: after the event needs are nobody's business any more."""
    asked = care_asked(event, current_language(), at)
    if is_over(found, event, at):
        asked = replace(asked, needs=frozenset())
    return asked


def form_of(
    found: Registration, held: Sequence[HeldTicket], asked: CareAsked, at: datetime
) -> OwnCareForm:
    """Make the form with what was told, for those who still come or are in pictures."""
    session = db.session()
    is_group = found.group_name is not None
    there = [] if is_group else those_asked(held, asked)
    told = values_of(there, list_needs_of(session, found, at=at), list_consents_of(session, found))
    kind = OwnGroupCareForm if is_group else OwnCareForm
    form = kind(f"needs {found.public_id}", told)
    form.fit(asked, there, current_language())
    return form


def those_asked(held: Sequence[HeldTicket], asked: CareAsked) -> Sequence[HeldTicket]:
    """List those of a family who still come, or are in pictures."""
    return [
        each for each in held if asked.photos or each.status is not ParticipantStatus.DEREGISTERED
    ]


def keep(
    session: Session, token: str, answers: CareAnswers, asked: CareAsked, at: datetime
) -> None:
    """Keep what a family tells now."""
    found = find_registration_by_token(session, token) or abort(404)
    if asked.needs:
        replace_needs(session, found, answers.common, answers.own, at=at)
    if asked.photos:
        answer_photos(session, found, answers.photos, at=at)
