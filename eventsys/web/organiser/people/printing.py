"""The tickets of several people as one file."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from flask import abort, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.documents.tickets import TicketFace, TicketSheet, print_tickets
from eventsys.events.programme.rules import EventView
from eventsys.exchange.work.rules import WorkKind, is_long
from eventsys.registration.queries import ParticipantRow, get_registration
from eventsys.registration.tickets.queries import list_held_tickets
from eventsys.web.common.guards import allowed_for
from eventsys.web.common.languages import current_language
from eventsys.web.common.nameless import named
from eventsys.web.common.papers import pdf_answer, ticket_labels
from eventsys.web.common.ticket_papers import admitting, ticket_face
from eventsys.web.common.words import _
from eventsys.web.organiser.frame import view_or_404
from eventsys.web.organiser.people.acting import asked_in
from eventsys.web.organiser.people.acts import ACTS, ActName
from eventsys.web.organiser.people.blueprint import blueprint
from eventsys.web.organiser.people.plans import make_plan, wanted_in
from eventsys.web.organiser.roles import FRONT
from eventsys.web.organiser.work.asking import take_on


@blueprint.post("/<slug>/people/tickets.pdf")
@allowed_for(*FRONT)
def tickets(slug: str) -> ResponseReturnValue:
    """Give the tickets that admit of those who were chosen; many are long work."""
    view = view_or_404(slug)
    people = people_in(request.form, view)
    if is_long(len(people)):
        return take_on(slug, WorkKind.TICKETS, [each.id for each in people])
    sheet = sheet_of(view, people, clock.now())
    if not sheet.tickets:
        abort(404)
    return pdf_answer(partial(print_tickets, sheet), f"{slug}-{len(sheet.tickets)}")


def sheet_of(view: EventView, people: Sequence[ParticipantRow], made_at: datetime) -> TicketSheet:
    """Put the tickets of people onto a sheet."""
    return TicketSheet(
        title=view.title(current_language()),
        sender=_("City of Copenhagen"),
        language=current_language().value,
        labels=ticket_labels(),
        made_at=made_at,
        tickets=[*faces_of(view, people)],
    )


def people_in(args: MultiDict[str, str], view: EventView) -> Sequence[ParticipantRow]:
    """List those whose tickets are to be printed."""
    wanted = wanted_in(args, asked_in(args, view))
    return make_plan(db.session(), view.id, wanted, ACTS[ActName.TICKETS]).people


def faces_of(view: EventView, people: Sequence[ParticipantRow]) -> Iterator[TicketFace]:
    """Put the tickets of people into words, registration by registration."""
    wanted = {each.id for each in people}
    for registration_id in dict.fromkeys(each.registration_id for each in people):
        registration = get_registration(db.session(), registration_id)
        chosen = (each for each in view.occasions if each.id == registration.occasion_id)
        occasion = next(chosen, view.next_occasion(clock.now()))
        held = list_held_tickets(db.session(), registration)
        for each in admitting(named(registration, held)):
            if each.participant_id in wanted:
                yield ticket_face(each, view, occasion, current_language(), total=len(held))
