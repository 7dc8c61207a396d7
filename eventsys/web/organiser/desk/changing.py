"""Changing a registration for somebody who called or came."""

from collections.abc import Callable
from datetime import datetime

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.codes import grouped
from eventsys.core.db import Session, db, transaction
from eventsys.core.principal import Principal
from eventsys.core.text import read_count
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import Attends
from eventsys.registration.changes.operations import amend, deregister_all
from eventsys.registration.changes.queries import find_registration_of, list_present
from eventsys.registration.errors import OutsideAgeRule
from eventsys.registration.links.operations import renew_link
from eventsys.registration.models import Registration
from eventsys.registration.moves.operations import move
from eventsys.registration.queries import token_of
from eventsys.registration.tickets.queries import HeldTicket, list_held_tickets
from eventsys.web.common.dates import say_when
from eventsys.web.common.forms import problems_of, refuse
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.desk.change_form import ChangeForm
from eventsys.web.organiser.desk.refusals import REFUSALS, words_of
from eventsys.web.organiser.desk.views import HERE, blueprint, told
from eventsys.web.organiser.frame import event_or_404, frame_of, view_or_404
from eventsys.web.organiser.roles import FRONT
from eventsys.web.organiser.wording import participant_tag

REGISTRATION = "/<slug>/desk/<int:registration_id>"
Change = Callable[[Session, Registration, datetime, Principal], None]


@blueprint.route(REGISTRATION, methods=["GET", "POST"])
@allowed_for(*FRONT)
def show(slug: str, registration_id: int) -> ResponseReturnValue:
    """Show a registration, and change its names and contact."""
    view, found = view_or_404(slug), registration_or_404(slug, registration_id)
    people = list_present(db.session(), found)
    form = ChangeForm.of(found, people, asks_year=view.age_rule is not None)
    if form.validate_on_submit() and store(slug, registration_id, form):
        flash(_("The changes are stored."), "ok")
        return redirect(url_for("organiser.desk.show", slug=slug, registration_id=found.id), 303)
    page = render_template(
        "organiser/desk/show.html",
        frame=frame_of(view, HERE),
        form=form,
        problems=problems_of(form),
        found=told(slug, found),
        registration_id=found.id,
        own_url=url_for("public.registration", lang=found.language, token=token_of(found)),
        tickets=[line_of(each, view) for each in list_held_tickets(db.session(), found)],
        dates=other_dates(view, found),
        is_anybody_in=bool(people),
    )
    return page, 422 if form.is_submitted() else 200


def store(slug: str, registration_id: int, form: ChangeForm) -> bool:
    """Store what was typed; False where the facts refuse it."""
    wanted = form.to_request()
    try:
        with transaction() as session:
            found = registration_or_404(slug, registration_id, session)
            amend(session, found, wanted, at=clock.now(), by=current_principal())
    except OutsideAgeRule as refusal:
        for position in refusal.positions:
            refuse(form.people[position].form.birth_year, words_of(refusal))
        return False
    return True


def line_of(held: HeldTicket, view: EventView) -> tuple[str, str, str, str]:
    """Say who has which ticket, and how they stand."""
    tag = participant_tag(held.status, is_put_off=view.intake.puts_off)
    return held.name or _("(no name)"), grouped(held.codes.short_code), tag.text, tag.kind


def other_dates(view: EventView, found: Registration) -> list[tuple[int, str]]:
    """List the dates that the registration can go to."""
    if view.attends is Attends.ALL:
        return []
    language = current_language()
    return [
        (each.no, str(say_when(each.starts_at, each.ends_at, view.zone, language)))
        for each in view.occasions
        if each.id != found.occasion_id and each.ends_at > clock.now()
    ]


@blueprint.route(f"{REGISTRATION}/deregister", methods=["GET", "POST"])
@allowed_for(*FRONT)
def deregister(slug: str, registration_id: int) -> ResponseReturnValue:
    """Ask whether everybody's place is to be given back, and do it."""
    found = registration_or_404(slug, registration_id)
    if request.method == "GET":
        return render_template(
            "organiser/desk/deregister.html",
            frame=frame_of(view_or_404(slug), HERE),
            found=told(slug, found),
            registration_id=found.id,
        )

    def leave(session: Session, found: Registration, at: datetime, by: Principal) -> None:
        deregister_all(session, found, at=at, by=by)

    return done(slug, registration_id, leave, _("All places are given back."))


@blueprint.post(f"{REGISTRATION}/move")
@allowed_for(*FRONT)
def move_registration(slug: str, registration_id: int) -> ResponseReturnValue:
    """Take everybody of a registration to another date."""
    no = read_count(request.form.get("occasion", "")) or 0

    def go(session: Session, found: Registration, at: datetime, by: Principal) -> None:
        move(session, found, no, at=at, by=by)

    return done(slug, registration_id, go, _("The registration is moved."))


@blueprint.post(f"{REGISTRATION}/new-link")
@allowed_for(*FRONT)
def new_link(slug: str, registration_id: int) -> ResponseReturnValue:
    """Make the link of a registration anew."""
    key = request.form.get("key", "")

    def renew(session: Session, found: Registration, at: datetime, by: Principal) -> None:
        renew_link(session, found, key, at=at, by=by)

    return done(slug, registration_id, renew, _("The old link opens nothing any more."))


def done(slug: str, registration_id: int, change: Change, words: str) -> ResponseReturnValue:
    """Do a change and say so, or say why it cannot be."""
    try:
        with transaction() as session:
            found = registration_or_404(slug, registration_id, session)
            change(session, found, clock.now(), current_principal())
        flash(words, "ok")
    except REFUSALS as refusal:
        flash(words_of(refusal), "error")
    back = url_for("organiser.desk.show", slug=slug, registration_id=registration_id)
    return redirect(back, 303)


def registration_or_404(
    slug: str, registration_id: int, session: Session | None = None
) -> Registration:
    """Give one of an event's registrations, or answer that there is none."""
    found = find_registration_of(session or db.session(), event_or_404(slug), registration_id)
    return found or abort(404)
