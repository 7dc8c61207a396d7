"""A registration's tickets on A4 and its name badges, by the link of its own page."""

from functools import partial

from flask import Response, abort

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.documents.badges import print_badges
from eventsys.documents.tickets import print_sheet
from eventsys.events.rules import EventStatus
from eventsys.registration.tickets.queries import list_held_tickets
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.common.limits import failed_look_ups
from eventsys.web.common.papers import pdf_answer
from eventsys.web.common.ticket_papers import badge_sheet, own_wearers
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.paper import sheet_of
from eventsys.web.public.programme import event_of
from eventsys.web.public.registrations import OWN, registration_or_404


@blueprint.get(f"{OWN}/sheet.pdf")
@open_to_all
@failed_look_ups
def group_sheet(token: str) -> Response:
    """Give the tickets that admit on A4, to be cut."""
    found, language = registration_or_404(token), current_language()
    event = event_of(found.event_id)
    held = list_held_tickets(db.session(), found)
    sheet = sheet_of(found, event, held, language, clock.now())
    if not sheet.tickets:
        abort(404)
    return pdf_answer(partial(print_sheet, sheet), f"{event.slug}-{found.reference}-a4")


@blueprint.get(f"{OWN}/badges.pdf")
@open_to_all
@failed_look_ups
def group_badges(token: str) -> Response:
    """Give the name badges of those who have places."""
    found, language = registration_or_404(token), current_language()
    event = event_of(found.event_id)
    wearers = own_wearers(found, list_held_tickets(db.session(), found))
    if not wearers or event.status is EventStatus.CANCELLED:
        abort(404)
    sheet = badge_sheet(wearers, event, language, found.created_at)
    return pdf_answer(partial(print_badges, sheet), f"{event.slug}-{found.reference}-badges")
