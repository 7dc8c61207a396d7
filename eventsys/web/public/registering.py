"""Registering for an event."""

from datetime import datetime

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.errors import DomainError
from eventsys.events.programme.rules import EventView
from eventsys.registration.rules import MOST_PARTICIPANTS
from eventsys.web.common.actors import known_names
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.common.limits import registrations_per_address
from eventsys.web.public.asking import Asked, asked_by, known_asked_or_404, places_tag
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.event_page import page_of
from eventsys.web.public.programme import event_or_404
from eventsys.web.public.refusals import lay_on
from eventsys.web.public.registration_form import RegistrationForm
from eventsys.web.public.shortage import can_register, options_of, takes_to_waitlist
from eventsys.web.public.taking import answered, take


@blueprint.route("/<language:lang>/events/<slug>/register", methods=["GET", "POST"])
@open_to_all
@registrations_per_address
def register(slug: str) -> ResponseReturnValue:
    """Ask who comes, and register them."""
    form, at = RegistrationForm(f"register {slug}"), clock.now()
    if not form.is_submitted():
        return ask(slug, form, at)
    is_about_number = form.resize()
    form.fit(known_asked_or_404(slug, current_language(), at))
    if is_about_number:
        return show_again(slug, form, at, 422 if form.participants.errors else 200)
    if not form.validate():
        return show_again(slug, form, at, 400 if form.is_too_old else 422)
    try:
        request = form.to_request(current_language())
        token = take(slug, request, form.idempotency_key, at=at)
    except DomainError as refusal:
        return show_again(slug, form, at, lay_on(form, refusal))
    masked = 1 if any(sheet.is_masked for sheet in form.sheets()) else None
    return redirect(url_for("public.registration", token=token, masked=masked), 303)


def ask(slug: str, form: RegistrationForm, at: datetime) -> ResponseReturnValue:
    """Show the empty form; where registering is no use, say why instead."""
    event = event_or_404(slug)
    asked = asked_by(event, current_language(), at)
    form.fit(asked)
    if can_register(event, at):
        return show(event, form, asked, at, 200)
    page = page_of(event, current_language(), at)
    return render_template("public/_closed.html", event=page)


def show_again(slug: str, form: RegistrationForm, at: datetime, status: int) -> ResponseReturnValue:
    """Show the form that was sent, with the places that are left now."""
    event = event_or_404(slug)
    asked = asked_by(event, current_language(), at)
    form.offer_dates(asked)
    return show(event, form, asked, at, status)


def show(
    event: EventView, form: RegistrationForm, asked: Asked, at: datetime, status: int
) -> ResponseReturnValue:
    """Show the form with what was typed and what is wrong with it."""
    page = render_template(
        "public/register.html",
        event=page_of(event, current_language(), at),
        form=form,
        asked=asked,
        places=places_tag(event),
        has_dependents=any(sheet.has_dependents for sheet in form.sheets()),
        problems=form.problems(),
        workplaces=known_names(at) if asked.workplace else [],
        numbers=range(1, MOST_PARTICIPANTS + 1),
        options=options_of(form.shortage, event),
        waits=takes_to_waitlist(event, at),
    )
    return answered(page, status)
