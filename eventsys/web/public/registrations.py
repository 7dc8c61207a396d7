"""One's own registration: the tickets, giving a place back, the tickets on paper."""

from collections.abc import Sequence
from datetime import datetime

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.codes import grouped
from eventsys.core.db import Session, db, write
from eventsys.core.principal import VISITOR
from eventsys.documents.tickets import print_tickets
from eventsys.events.programme.rules import EventView
from eventsys.registration.contacts.operations import correct_email as correct_mistyped_email
from eventsys.registration.leaving.operations import deregister as give_place_back
from eventsys.registration.models import Participant, Registration
from eventsys.registration.queries import find_participant, find_registration_by_token
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.tickets.queries import HeldTicket, list_held_tickets
from eventsys.registration.waitlist.queries import STILL_THERE, is_in_line
from eventsys.web.common.forms import Problem, PublicForm, problems_of
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.common.limits import failed_look_ups
from eventsys.web.common.nameless import named
from eventsys.web.common.papers import pdf_answer
from eventsys.web.common.words import _
from eventsys.web.public.answer_sheets import own_answers_of
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.care_told import care_told
from eventsys.web.public.event_page import page_of
from eventsys.web.public.facts import facts_of
from eventsys.web.public.groups.words import own_group_of
from eventsys.web.public.intake import own_request_of
from eventsys.web.public.leaving_words import WAITED, left_words, words_for_one
from eventsys.web.public.own_certificates import own_certificates_of
from eventsys.web.public.own_changes import changes_of, done_words
from eventsys.web.public.own_course import own_course_of
from eventsys.web.public.own_feed import own_feed_of
from eventsys.web.public.own_page import (
    correction_of,
    heading_of,
    is_over,
    keep_words,
    occasion_of,
    tickets_of,
    written_to,
)
from eventsys.web.public.paper import sheet_of
from eventsys.web.public.programme import event_of
from eventsys.web.public.waiting import OwnWaiting, own_waiting_of

OWN = "/<language:lang>/registrations/<token>"


@blueprint.get(OWN)
@open_to_all
@failed_look_ups
def registration(token: str) -> ResponseReturnValue:
    """Show the tickets of a registration."""
    found = registration_or_404(token)
    return show(found, token, buttons_of(found))


def show(found: Registration, token: str, form: PublicForm, *problems: Problem) -> str:
    """Show a registration's own page, with the token of its buttons and what went wrong."""
    at, language = clock.now(), current_language()
    event = event_of(found.event_id)
    held = named(found, list_held_tickets(db.session(), found))
    over = is_over(found, event, at)
    tickets = tickets_of(held, event, token, is_over=over)
    waiting = waiting_part(found, event, held, token)
    has_valid = any(not ticket.state for ticket in tickets)
    in_line = has_anybody_left(held) and is_in_line(db.session(), found)
    asked = own_request_of(found, event, held, language)
    return render_template(
        "public/registration.html",
        event=page_of(event, language, at),
        facts=[*facts_of(event, language, occasion_of(found.occasion_id, event, at))],
        tickets=tickets,
        heading=heading_of(tickets, event, next((e.heading for e in (waiting, asked) if e), "")),
        waiting=waiting,
        left=left_words(request.args, is_in_line=in_line) if has_just_left(held) else None,
        asked_for=asked,
        has_valid=has_valid,
        is_together=event.family_scan and sum(not ticket.state for ticket in tickets) > 1,
        keep=keep_words(found),
        care=care_told(found, event, held, token, at),
        has_told="told" in request.args,
        written_to=written_to(found) if "corrected" in request.args else "",
        correction=correction_of(found, token) if has_valid and not over else None,
        answers=own_answers_of(found, event, held, token, masked="masked" in request.args),
        group=own_group_of(found, token, masked="masked" in request.args),
        form=form,
        problems=[*problems_of(form), *problems],
        course=own_course_of(db.session(), found, event, held, language, at),
        certificates=own_certificates_of(db.session(), found, event, held, token, at),
        apology_url=url_for("public.send_apology", token=token),
        withdrawal_url=url_for("public.withdraw_apology", token=token),
        changes=changes_of(found, event, token, held, at),
        done=done_words(request.args.get("done", ""), held, is_in_line=in_line),
        data_url=url_for("public.own_data", token=token),
        reference=grouped(found.reference),
        pdf_url=url_for("public.tickets_pdf", token=token),
        feed=None if over else own_feed_of(found, held),
    )


@blueprint.route(f"{OWN}/email", methods=["GET", "POST"])
@open_to_all
@failed_look_ups
def correct_email(token: str) -> ResponseReturnValue:
    """Write to the address that was meant from now on, and not to the mistyped one."""
    found, at = registration_or_404(token), clock.now()
    form = buttons_of(found)
    if request.method == "GET":
        return redirect(url_for("public.registration", token=token))
    if is_over(found, event_of(found.event_id), at):
        abort(409)
    if not form.validate():
        return show(found, token, form), 400
    write(lambda session: put_right(session, token, at))
    return redirect(url_for("public.registration", token=token, corrected=1), 303)


def buttons_of(found: Registration) -> PublicForm:
    """Make the form of what is done on a registration's own page by one press."""
    return PublicForm(f"own {found.public_id}")


def put_right(session: Session, token: str, at: datetime) -> None:
    """Correct the address of the registration that a link opens."""
    found = find_registration_by_token(session, token) or abort(404)
    correct_mistyped_email(session, found, at=at)


@blueprint.get(f"{OWN}/tickets.pdf")
@open_to_all
@failed_look_ups
def tickets_pdf(token: str) -> ResponseReturnValue:
    """Give the valid tickets as a PDF."""
    found, at = registration_or_404(token), clock.now()
    event = event_of(found.event_id)
    held = list_held_tickets(db.session(), found)
    sheet = sheet_of(found, event, held, current_language(), at)
    if not sheet.tickets:
        abort(404)
    return pdf_answer(lambda: print_tickets(sheet), f"{event.slug}-{found.reference}")


@blueprint.route(f"{OWN}/people/<int:position>/deregister", methods=["GET", "POST"])
@open_to_all
@failed_look_ups
def deregister(token: str, position: int) -> ResponseReturnValue:
    """Ask whether a person's place is to be given back, and do it."""
    found, at = registration_or_404(token), clock.now()
    event = event_of(found.event_id)
    participant = participant_or_404(db.session(), token, position)
    if is_over(found, event, at):
        abort(409)
    own_url = url_for("public.registration", token=token, _anchor=f"ticket-{position}")
    form = PublicForm(f"deregister {found.public_id} {position}")
    if form.validate_on_submit():
        was = WAITED if participant.status in STILL_THERE else None
        write(lambda session: leave(session, token, position, at))
        return redirect(url_for("public.registration", token=token, left=position, was=was), 303)
    page = render_template(
        "public/deregister.html",
        event=page_of(event, current_language(), at),
        form=form,
        problems=problems_of(form),
        heading=_("Person %(number)s", number=position),
        name=participant.name or "",
        words=words_for_one(participant.status, is_in_line=is_in_line(db.session(), found)),
        own_url=own_url,
    )
    return page, 400 if form.is_submitted() else 200


def waiting_part(
    found: Registration, event: EventView, held: Sequence[HeldTicket], token: str
) -> OwnWaiting | None:
    """Say where those who wait stand; nothing is asked where nobody waits."""
    if any(each.status in STILL_THERE for each in held):
        return own_waiting_of(found, event, token, current_language())
    return None


def has_anybody_left(held: Sequence[HeldTicket]) -> bool:
    """Tell whether one of the people has left."""
    return any(each.status is ParticipantStatus.DEREGISTERED for each in held)


def has_just_left(held: Sequence[HeldTicket]) -> bool:
    """Tell whether the address rightly says that a person has left."""
    gone = (each for each in held if each.status is ParticipantStatus.DEREGISTERED)
    return request.args.get("left", "") in {str(each.position) for each in gone}


def leave(session: Session, token: str, position: int, at: datetime) -> None:
    """Give a person's place back."""
    participant = participant_or_404(session, token, position)
    give_place_back(session, participant, at=at, by=VISITOR)


def registration_or_404(token: str) -> Registration:
    """Find the registration that a link opens."""
    return find_registration_by_token(db.session(), token) or abort(404)


def participant_or_404(session: Session, token: str, position: int) -> Participant:
    """Find one of the people of the registration that a link opens."""
    found = find_registration_by_token(session, token) or abort(404)
    return find_participant(session, found, position) or abort(404)
