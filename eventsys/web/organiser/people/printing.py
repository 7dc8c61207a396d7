"""The tickets of several people as one file."""

from collections.abc import Iterator, Sequence
from functools import partial

from flask import Response, abort, request
from werkzeug.datastructures import MultiDict

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.documents.tickets import TicketFace, TicketSheet, print_tickets
from eventsys.events.programme.rules import EventView
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


@blueprint.post("/<slug>/people/tickets.pdf")
@allowed_for(*FRONT)
def tickets(slug: str) -> Response:
    """Give the tickets that admit of those who were chosen."""
    view = view_or_404(slug)
    faces = [*faces_of(view, people_in(request.form, view))]
    if not faces:
        abort(404)
    sheet = TicketSheet(
        title=view.title(current_language()),
        sender=_("City of Copenhagen"),
        language=current_language().value,
        labels=ticket_labels(),
        made_at=clock.now(),
        tickets=faces,
    )
    return pdf_answer(partial(print_tickets, sheet), f"{slug}-{len(faces)}")


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
