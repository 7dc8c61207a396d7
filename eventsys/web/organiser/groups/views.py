"""An event's groups with their tickets on A4, and name badges of everybody."""

from functools import partial
from uuid import uuid4

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.codes import grouped
from eventsys.core.db import db
from eventsys.documents.badges import print_badges
from eventsys.documents.tickets import print_sheet
from eventsys.exchange.work.rules import MOST_PAPERS, is_long
from eventsys.registration.badges.queries import count_wearers, list_wearers
from eventsys.registration.changes.queries import find_registration_of
from eventsys.registration.groups.queries import list_groups
from eventsys.registration.models import Registration
from eventsys.registration.tickets.queries import list_held_tickets
from eventsys.web.common.guards import allowed_for
from eventsys.web.common.languages import current_language
from eventsys.web.common.papers import pdf_answer
from eventsys.web.common.ticket_papers import badge_sheet, own_wearers, ticket_sheet
from eventsys.web.organiser.frame import both_or_404, event_or_404, frame_of, i_may, view_or_404
from eventsys.web.organiser.roles import DESK, FRONT

blueprint = Blueprint("groups", __name__)
HERE = "organiser.groups.index"
GROUP = "/<slug>/groups/<int:registration_id>"


@blueprint.get("/<slug>/groups")
@allowed_for(*DESK)
def index(slug: str) -> ResponseReturnValue:
    """List the groups, and offer what can be printed."""
    session, event = db.session(), event_or_404(slug)
    wearers = count_wearers(session, event)
    return render_template(
        "organiser/groups/index.html",
        frame=frame_of(view_or_404(slug), HERE),
        groups=[(row, grouped(row.reference)) for row in list_groups(session, event)],
        parts=range(1, -(-wearers // MOST_PAPERS) + 1),
        is_long=is_long(wearers),
        key=str(uuid4()),
        wearers=wearers,
        may_print=i_may(*FRONT),
    )


@blueprint.get(f"{GROUP}/sheet.pdf")
@allowed_for(*FRONT)
def sheet(slug: str, registration_id: int) -> Response:
    """Give a group's tickets on A4."""
    group, view = group_or_404(slug, registration_id), view_or_404(slug)
    language = current_language()
    chosen = (each for each in view.occasions if each.id == group.occasion_id)
    occasion = next(chosen, view.next_occasion(clock.now()))
    held = list_held_tickets(db.session(), group)
    page = ticket_sheet(group, view, occasion, held, language)
    return (
        pdf_answer(partial(print_sheet, page), f"{slug}-{group.reference}-a4")
        if page.tickets
        else abort(404)
    )


@blueprint.get(f"{GROUP}/badges.pdf")
@allowed_for(*FRONT)
def group_badges(slug: str, registration_id: int) -> Response:
    """Give a group's name badges."""
    group, view = group_or_404(slug, registration_id), view_or_404(slug)
    wearers = own_wearers(group, list_held_tickets(db.session(), group))
    page = badge_sheet(wearers, view, current_language(), group.created_at)
    return (
        pdf_answer(partial(print_badges, page), f"{slug}-{group.reference}-badges")
        if wearers
        else abort(404)
    )


@blueprint.get("/<slug>/badges.pdf")
@allowed_for(*FRONT)
def badges(slug: str) -> ResponseReturnValue:
    """Give the name badges of all who have places; where they are many, they are asked for."""
    view, event = both_or_404(slug)
    if is_long(count_wearers(db.session(), event)):
        return redirect(url_for(HERE, slug=slug))
    wearers = list_wearers(db.session(), event)
    page = badge_sheet(wearers, view, current_language(), event.created_at)
    return pdf_answer(partial(print_badges, page), f"{slug}-badges") if wearers else abort(404)


def group_or_404(slug: str, registration_id: int) -> Registration:
    """Give one of an event's groups, or answer that there is none."""
    found = find_registration_of(db.session(), event_or_404(slug), registration_id)
    return found if found is not None and found.group_name is not None else abort(404)
