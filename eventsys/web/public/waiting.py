"""One's own place on the waiting list: the number, the offer, and the yes or no to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, db, write
from eventsys.core.principal import VISITOR
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import EventStatus
from eventsys.registration.leaving.operations import decline_offer
from eventsys.registration.models import Registration
from eventsys.registration.queries import find_registration_by_token
from eventsys.registration.rules import Channel
from eventsys.registration.waitlist.offers.queries import (
    find_open_offer,
    has_expired_offer,
    list_overtakings,
)
from eventsys.registration.waitlist.operations import accept_offer
from eventsys.registration.waitlist.queries import position_of
from eventsys.web.common.dates import say_moment
from eventsys.web.common.forms import PublicForm, problems_of
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.common.limits import failed_look_ups
from eventsys.web.common.words import _, ngettext
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.event_page import page_of
from eventsys.web.public.programme import event_of

OFFER = "/<language:lang>/registrations/<token>/offer"


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnWaiting:
    """The part of the own page about the waiting list; `offer` is empty where there is none."""

    heading: str
    position: str
    offer: str
    until: str
    has_gone_on: bool
    what_next: str
    overtakings: Sequence[str]
    answer_url: str


def own_waiting_of(
    found: Registration, event: EventView, token: str, language: Language
) -> OwnWaiting | None:
    """Say where a registration's party stands on the waiting list; None where nobody waits."""
    session = db.session()
    position = position_of(session, found)
    if position is None or event.status is EventStatus.CANCELLED:
        return None
    offer = find_open_offer(session, found)
    return OwnWaiting(
        heading=_("There is a place for you") if offer else _("You are on the waiting list"),
        position=_("You are number %(number)s on the waiting list.", number=position),
        offer=offer_words(offer.places) if offer else "",
        until=until_words(say_moment(offer.expires_at, event.zone, language)) if offer else "",
        has_gone_on=not offer and has_expired_offer(session, found),
        what_next=what_next(found),
        overtakings=[
            overtaking_words(each.size, say_moment(each.at, event.zone, language))
            for each in list_overtakings(session, found)
        ],
        answer_url=url_for("public.offer", token=token),
    )


def offer_words(places: int) -> str:
    """Say how many places are offered."""
    return ngettext(
        "%(num)d place is yours if you want it.",
        "%(num)d places are yours if you want them.",
        places,
    )


def until_words(moment: str) -> str:
    """Say until when an offer stands."""
    return _("Answer before %(moment)s.", moment=moment)


def what_next(found: Registration) -> str:
    """Say how one hears of a place."""
    if found.contact_channel is not Channel.NONE:
        return _("We write to you if there is a place. You need not do anything.")
    return _("Look at this page again: it says so when there is a place for you.")


def overtaking_words(size: int, moment: str) -> str:
    """Say that a smaller party got what was too little for this one."""
    return ngettext(
        "%(moment)s: %(num)d place was free. It went to a smaller party behind you.",
        "%(moment)s: %(num)d places were free. They went to a smaller party behind you.",
        size,
        moment=moment,
    )


@blueprint.route(OFFER, methods=["GET", "POST"])
@open_to_all
@failed_look_ups
def offer(token: str) -> ResponseReturnValue:
    """Ask for a yes or a no to the places offered, and take it; only the button answers."""
    found = find_registration_by_token(db.session(), token) or abort(404)
    event, form = event_of(found.event_id), PublicForm(f"offer {found.public_id}")
    if form.validate_on_submit():
        is_yes = "yes" in request.form
        write(lambda session: answer(session, token, is_yes=is_yes))
        return redirect(url_for("public.registration", token=token), 303)
    waiting = own_waiting_of(found, event, token, current_language())
    if waiting is None or not waiting.offer:
        if form.is_submitted():
            abort(400)
        return redirect(url_for("public.registration", token=token), 303)
    page = render_template(
        "public/offer.html",
        event=page_of(event, current_language(), clock.now()),
        waiting=waiting,
        form=form,
        problems=problems_of(form),
        own_url=url_for("public.registration", token=token),
    )
    return page, 400 if form.is_submitted() else 200


def answer(session: Session, token: str, *, is_yes: bool) -> None:
    """Say yes or no to the places offered."""
    found, at = find_registration_by_token(session, token) or abort(404), clock.now()
    if is_yes:
        accept_offer(session, found, at=at)
    else:
        decline_offer(session, found, at=at, by=VISITOR)
