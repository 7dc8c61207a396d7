"""An event's waiting list: who waits, offering a place now, taking a party off."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, db, transaction
from eventsys.events.errors import NotEnoughPlaces
from eventsys.registration.leaving.operations import take_off_waitlist
from eventsys.registration.models import Registration
from eventsys.registration.queries import find_registration_of
from eventsys.registration.waitlist.errors import NobodyWaits
from eventsys.registration.waitlist.operations import offer_now
from eventsys.registration.waitlist.queries import list_waitlist
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.frame import both_or_404, event_or_404, frame_of, i_may
from eventsys.web.organiser.paging import page_of
from eventsys.web.organiser.roles import DESK, EDITORS
from eventsys.web.organiser.waitlist.rows import row_of, unused_of

blueprint = Blueprint("waitlist", __name__)
HERE = "organiser.waitlist.index"
REGISTRATION = "<int:registration_id>"


@blueprint.get("/<slug>/waitlist")
@allowed_for(*DESK)
def index(slug: str) -> ResponseReturnValue:
    """List who waits, in their order."""
    (view, event), at = both_or_404(slug), clock.now()
    parties = list_waitlist(db.session(), event)
    page = page_of(parties, HERE, slug=slug)
    return render_template(
        "organiser/waitlist/index.html",
        frame=frame_of(view, HERE),
        parties=[row_of(each, view, current_language(), at) for each in page.rows],
        page=page,
        people=sum(each.size for each in parties),
        unused=unused_of(view),
        has_occasions=view.attends == "one",
        may_offer=i_may(*EDITORS),
    )


@blueprint.post(f"/<slug>/waitlist/{REGISTRATION}/offer")
@allowed_for(*EDITORS)
def offer(slug: str, registration_id: int) -> ResponseReturnValue:
    """Offer free places to a party now, whoever's turn it is."""
    try:
        with transaction() as session:
            found = registration_or_404(session, slug, registration_id)
            offer_now(session, found, at=clock.now(), by=current_principal())
    except NotEnoughPlaces as refusal:
        flash(not_enough(refusal), "error")
    except NobodyWaits:
        flash(_("Nothing can be offered to this party now."), "error")
    else:
        flash(_("The place is offered."), "ok")
    return back_to(slug)


@blueprint.post(f"/<slug>/waitlist/{REGISTRATION}/remove")
@allowed_for(*DESK)
def remove(slug: str, registration_id: int) -> ResponseReturnValue:
    """Take a party off the waiting list."""
    with transaction() as session:
        found = registration_or_404(session, slug, registration_id)
        take_off_waitlist(session, found, at=clock.now(), by=current_principal())
    flash(_("The party is off the waiting list."), "ok")
    return back_to(slug)


def back_to(slug: str) -> ResponseReturnValue:
    """Lead back to the page of the list from which something was done."""
    return redirect(url_for(HERE, slug=slug, page=request.args.get("page")))


def registration_or_404(session: Session, slug: str, registration_id: int) -> Registration:
    """Give one of an event's registrations."""
    return find_registration_of(session, event_or_404(slug), registration_id) or abort(404)


def not_enough(refusal: NotEnoughPlaces) -> str:
    """Say how many places are free, and how many the party needs."""
    return ngettext(
        "The party needs %(asked)s places, and %(num)d is free.",
        "The party needs %(asked)s places, and %(num)d are free.",
        refusal.left,
        asked=refusal.asked,
    )
