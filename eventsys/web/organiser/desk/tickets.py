"""A person's ticket at the desk: a new one, blocking it, what volunteers are told of it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from flask import Response, abort, flash, request
from flask.typing import ResponseReturnValue

from eventsys.checkin.desk.operations import make_staff_pass
from eventsys.checkin.errors import AlreadyScanned
from eventsys.core import clock
from eventsys.core.db import Session, db, transaction
from eventsys.core.principal import Principal
from eventsys.documents.tickets import print_tickets
from eventsys.registration.models import Ticket
from eventsys.registration.queries import get_registration
from eventsys.registration.rules import FLAG_ASK_ORGANISER, FLAG_CHILD_ALONE
from eventsys.registration.search import read_search
from eventsys.registration.tickets.operations import block, replace, set_flag, unblock
from eventsys.registration.tickets.queries import list_held_tickets, ticket_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.papers import pdf_answer
from eventsys.web.common.ticket_papers import ticket_sheet
from eventsys.web.common.words import _
from eventsys.web.organiser.desk.people import PERSON, participant_or_404, to_person
from eventsys.web.organiser.desk.views import blueprint
from eventsys.web.organiser.frame import view_or_404
from eventsys.web.organiser.roles import DESK

Change = Callable[[Session, Ticket, datetime, Principal], None]
FLAGS = {"child-alone": FLAG_CHILD_ALONE, "ask-organiser": FLAG_ASK_ORGANISER}


@blueprint.get(f"{PERSON}/ticket.pdf")
@allowed_for(*DESK)
def ticket(slug: str, participant_id: int) -> Response:
    """Give one person's ticket, to be printed."""
    view, session = view_or_404(slug), db.session()
    found = participant_or_404(session, slug, participant_id)
    registration = get_registration(session, found.registration_id)
    chosen = (each for each in view.occasions if each.id == found.occasion_id)
    occasion = next(chosen, view.next_occasion(clock.now()))
    held = list_held_tickets(session, registration)
    page = ticket_sheet(registration, view, occasion, held, current_language(), of=participant_id)
    name = f"{slug}-{registration.reference}-{found.position}"
    return pdf_answer(partial(print_tickets, page), name) if page.tickets else abort(404)


@blueprint.post(f"{PERSON}/replace")
@allowed_for(*DESK)
def replace_ticket(slug: str, participant_id: int) -> ResponseReturnValue:
    """Give somebody a new ticket in place of the old one."""
    known = request.form.get("known", "")

    def change(session: Session, ticket: Ticket, at: datetime, by: Principal) -> None:
        replace(session, ticket, known, at=at, by=by)

    words = _("There is a new ticket. The old one no longer admits.")
    return changed(slug, participant_id, change, words)


@blueprint.post(f"{PERSON}/block")
@allowed_for(*DESK)
def block_ticket(slug: str, participant_id: int) -> ResponseReturnValue:
    """Let a ticket admit nobody, or admit again; why is logged."""
    reason, is_blocked = read_search(request.form.get("reason", "")), "block" in request.form
    if not reason:
        flash(_("Write why."), "error")
        return to_person(slug, participant_id)

    def change(session: Session, ticket: Ticket, at: datetime, by: Principal) -> None:
        (block if is_blocked else unblock)(session, ticket, reason, at=at, by=by)

    words = _("The ticket is blocked.") if is_blocked else _("The ticket is valid again.")
    return changed(slug, participant_id, change, words)


@blueprint.post(f"{PERSON}/flags")
@allowed_for(*DESK)
def flag_ticket(slug: str, participant_id: int) -> ResponseReturnValue:
    """Set or take off what the phones at the gates say of a ticket."""
    chosen = request.form.getlist("flags")

    def change(session: Session, ticket: Ticket, at: datetime, by: Principal) -> None:
        make_staff_pass(session, ticket, is_set="staff" in chosen, at=at, by=by)
        for name, flag in FLAGS.items():
            set_flag(session, ticket, flag, is_set=name in chosen, at=at, by=by)

    try:
        return changed(slug, participant_id, change, _("The changes are stored."))
    except AlreadyScanned:
        words = _("Nothing is stored. Scanned tickets cannot become staff's or stop being it.")
        flash(words, "error")
        return to_person(slug, participant_id)


def changed(slug: str, participant_id: int, change: Change, words: str) -> ResponseReturnValue:
    """Change a person's ticket, and say so."""
    with transaction() as session:
        found = participant_or_404(session, slug, participant_id)
        change(session, ticket_of(session, found), clock.now(), current_principal())
    flash(words, "ok")
    return to_person(slug, participant_id)
