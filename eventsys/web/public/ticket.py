"""What a ticket's QR opens: the event, and whether the ticket is valid; nobody's name."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.registration.rules import TicketStatus
from eventsys.registration.tickets.queries import (
    comes_with_others,
    find_ticket,
    is_replaced,
    participant_of,
)
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.common.limits import failed_look_ups
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.event_page import page_of
from eventsys.web.public.facts import facts_of
from eventsys.web.public.own_page import occasion_of, refusal_words
from eventsys.web.public.programme import event_of


@blueprint.get("/T/<code>")
@open_to_all
@failed_look_ups
def ticket(code: str) -> ResponseReturnValue:
    """Show what a ticket is for and whether it admits."""
    at, language, session = clock.now(), current_language(), db.session()
    found = find_ticket(session, code) or abort(404)
    participant = participant_of(session, found)
    event = event_of(found.event_id)
    status = TicketStatus.REPLACED if is_replaced(found, code) else found.status
    return render_template(
        "public/ticket.html",
        event=page_of(event, language, at),
        facts=[*facts_of(event, language, occasion_of(found.occasion_id, event, at))],
        refusal=refusal_words(event, participant.status, status),
        is_together=event.family_scan and comes_with_others(session, participant),
    )
