"""Where an event's participants come from: what waits for somebody who knows, what is known."""

from contextlib import suppress

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.attendance.actors.queries import actors_among
from eventsys.attendance.marks.queries import list_present
from eventsys.core import clock
from eventsys.core.db import Session, db, transaction
from eventsys.core.localtime import local_day
from eventsys.events.queries import get_event
from eventsys.people.actors.errors import NameKnown
from eventsys.people.actors.models import Actor
from eventsys.people.actors.operations import NameRequest, add_actor, add_name
from eventsys.people.actors.queries import find_actor, read_register
from eventsys.people.actors.rules import NameKind
from eventsys.people.queries import name_principals
from eventsys.registration.affiliations.operations import (
    assign_alike,
    assign_known,
    tell_workplace,
    unassign_alike,
)
from eventsys.registration.affiliations.queries import list_workplaces
from eventsys.registration.queries import find_participant_of
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.words import _, ngettext
from eventsys.web.organiser.actors.words import REFUSALS, refusal_words
from eventsys.web.organiser.frame import both_or_404, frame_of, i_may
from eventsys.web.organiser.paging import page_of
from eventsys.web.organiser.roles import DESK, EDITORS
from eventsys.web.organiser.workplaces.form import OTHER, AssignForm, told_in
from eventsys.web.organiser.workplaces.rows import (
    groups_of,
    known_rows,
    longest,
    silent_rows,
    there,
    waiting_rows,
)

blueprint = Blueprint("workplaces", __name__)
HERE = "organiser.workplaces.index"


@blueprint.get("/<slug>/workplaces")
@allowed_for(*DESK)
def index(slug: str) -> ResponseReturnValue:
    """Show which workplaces wait, which are known, and who wrote none."""
    (view, event), session, day = both_or_404(slug), db.session(), local_day(clock.now())
    register, present = read_register(session), list_present(session, event)
    came = frozenset(present)
    rows = there(list_workplaces(session, event), came)
    known = {row.participant_id: row.actor_id for row in rows if row.actor_id is not None}
    groups = groups_of(rows, came)
    page = page_of(longest(groups.waiting, groups.known, groups.silent))
    shown = page.part_of(groups.known)
    who = name_principals(session, {each[0].assigned_by or "" for each in shown})
    return render_template(
        "organiser/workplaces/index.html",
        frame=frame_of(view, HERE),
        present=actors_among(present, known, register, day),
        page=page,
        waiting=waiting_rows(page.part_of(groups.waiting), register, day),
        known=known_rows(shown, register, who, day),
        silent=silent_rows(page.part_of(groups.silent), came),
        workplaces=register.official_names(day) if i_may(*EDITORS) else [],
        may_settle=i_may(*EDITORS),
    )


@blueprint.post("/<slug>/workplaces/assign")
@allowed_for(*EDITORS)
def assign(slug: str) -> ResponseReturnValue:
    """Say which actor is meant by a name, for all who wrote it."""
    form = AssignForm()
    try:
        with transaction() as session:
            number = settle(session, slug, form)
    except REFUSALS as refusal:
        flash(refusal_words(refusal), "error")
    else:
        tell(number)
    return redirect(url_for(HERE, slug=slug), 303)


def settle(session: Session, slug: str, form: AssignForm) -> int | None:
    """Assign those who wrote a name to the actor that was chosen; None where none was."""
    event, at, by = get_event(session, slug), clock.now(), current_principal()
    actor = chosen(session, form)
    if actor is None:
        return None
    number = assign_alike(session, event, form.typed.text, actor, at=at, by=by)
    if form.remember.text:
        alias = NameRequest(name=form.typed.text, kind=NameKind.ALIAS)
        with suppress(NameKnown):  # a new actor is called so already
            add_name(session, actor, alias, at=at, by=by)
    return number + assign_known(session, event, at=at)


def chosen(session: Session, form: AssignForm) -> Actor | None:
    """Give the actor that was chosen: a likely one, one found by its name, or a new one."""
    at, by = clock.now(), current_principal()
    if form.level is not None:
        return add_actor(session, form.level, NameRequest(name=form.typed.text), at=at, by=by)
    if form.actor.text == OTHER:
        found = read_register(session).find(form.named.text, local_day(at))
        return None if found is None else find_actor(session, found)
    return None if form.actor_id is None else find_actor(session, form.actor_id)


def tell(number: int | None) -> None:
    """Say what came of a choice."""
    if number is None:
        flash(_("Choose an actor, or write the name of one that is in the register."), "error")
    else:
        words = ngettext("%(num)d person is settled.", "%(num)d people are settled.", number)
        flash(words, "ok")


@blueprint.post("/<slug>/workplaces/unassign")
@allowed_for(*EDITORS)
def unassign(slug: str) -> ResponseReturnValue:
    """Let a name wait again."""
    form = AssignForm()
    with transaction() as session:
        event = get_event(session, slug)
        unassign_alike(session, event, form.typed.text, at=clock.now(), by=current_principal())
    flash(_("The name waits again."), "ok")
    return redirect(url_for(HERE, slug=slug), 303)


@blueprint.post("/<slug>/workplaces/known")
@allowed_for(*EDITORS)
def known(slug: str) -> ResponseReturnValue:
    """Settle the names that the register has come to know since."""
    with transaction() as session:
        number = assign_known(session, get_event(session, slug), at=clock.now())
    tell(number)
    return redirect(url_for(HERE, slug=slug), 303)


@blueprint.post("/<slug>/workplaces/people")
@allowed_for(*EDITORS)
def people(slug: str) -> ResponseReturnValue:
    """Write down where people come from who wrote nothing."""
    at, by = clock.now(), current_principal()
    with transaction() as session:
        event = get_event(session, slug)
        for participant_id, typed in told_in(request.form).items():
            found = find_participant_of(session, event, participant_id) or abort(404)
            tell_workplace(session, found, typed, at=at, by=by)
    flash(_("Your changes are saved."), "ok")
    return redirect(url_for(HERE, slug=slug), 303)
