"""Saying from one's own page that one cannot come to a date, or can after all: one press each."""

from collections.abc import Callable
from datetime import datetime

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.attendance.apologies import operations
from eventsys.attendance.apologies.errors import ApologyRefused
from eventsys.core import clock
from eventsys.core.db import Session, write
from eventsys.core.principal import VISITOR
from eventsys.events.occasions.queries import find_occasion
from eventsys.registration.queries import find_participant, find_registration_by_token
from eventsys.web.common.forms import Problem
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.limits import failed_look_ups
from eventsys.web.common.words import _
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.registrations import OWN, buttons_of, registration_or_404, show

CONFLICT, TOO_OLD = 409, 400
LONGEST_NUMBER = 5
Which = tuple[int, int]
"""The number of a date, and somebody's position in the registration."""


@blueprint.route(f"{OWN}/apologies", methods=["GET", "POST"])
@open_to_all
@failed_look_ups
def send_apology(token: str) -> ResponseReturnValue:
    """Say that somebody cannot come to a date."""
    return say(token, operations.send_apology)


@blueprint.route(f"{OWN}/apologies/withdraw", methods=["GET", "POST"])
@open_to_all
@failed_look_ups
def withdraw_apology(token: str) -> ResponseReturnValue:
    """Say that somebody can come to a date after all."""
    return say(token, operations.withdraw_apology)


def say(token: str, operation: Callable[..., None]) -> ResponseReturnValue:
    """Say something about a date, and go back to it; or tell why it cannot be said any more."""
    found, at = registration_or_404(token), clock.now()
    form = buttons_of(found)
    if request.method == "GET":
        return redirect(url_for("public.registration", token=token, _anchor="dates"))
    if not form.validate():
        return show(found, token, form), TOO_OLD
    which = which_or_404()
    try:
        write(lambda session: store(session, token, which, operation, at))
    except ApologyRefused:
        words = _("This date has begun or is not held. It cannot be changed here.")
        return show(found, token, form, Problem(f"date-{which[0]}", words)), CONFLICT
    there = url_for("public.registration", token=token, _anchor=f"date-{which[0]}")
    return redirect(there, 303)


def which_or_404() -> Which:
    """Read which date and whom the button that was pressed is about."""
    no, _hyphen, position = request.form.get("which", "").partition("-")
    if not is_number(no) or not is_number(position):
        abort(404)
    return int(no), int(position)


def is_number(text: str) -> bool:
    """Tell whether a text is a number that a date or a person can have."""
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER


def store(
    session: Session, token: str, which: Which, operation: Callable[..., None], at: datetime
) -> None:
    """Store it about one of the people of the registration that a link opens."""
    found = find_registration_by_token(session, token) or abort(404)
    no, position = which
    occasion = find_occasion(session, found.event_id, no) or abort(404)
    participant = find_participant(session, found, position) or abort(404)
    operation(session, participant, occasion, at=at, by=VISITOR)
