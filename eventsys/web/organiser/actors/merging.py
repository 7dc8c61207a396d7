"""Two actors that are one: merged by somebody's decision, and two again."""

from flask import abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.localtime import local_day
from eventsys.people.actors import operations
from eventsys.people.actors.queries import find_merge, get_actor, read_register
from eventsys.people.actors.register import Register
from eventsys.web.common.forms import problems_of, refuse
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.words import _
from eventsys.web.organiser.actors.form import MergeForm
from eventsys.web.organiser.actors.rows import actor_url
from eventsys.web.organiser.actors.views import ONE, actor_or_404, blueprint
from eventsys.web.organiser.actors.words import REFUSALS, refusal_words
from eventsys.web.organiser.paging import number_in_address
from eventsys.web.organiser.roles import EDITORS


@blueprint.route(f"{ONE}/merge", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def merge(actor_id: int) -> ResponseReturnValue:
    """Ask which actor this one is, and merge it into that one."""
    session, day = db.session(), local_day(clock.now())
    actor_or_404(session, actor_id)
    register = read_register(session)
    form = MergeForm(data={"into": str(number_in_address("into") or "")})
    offer(form, register, actor_id)
    if form.validate_on_submit() and merge_them(actor_id, int(form.into.data), form):
        flash(_("The two are one now. You can undo it here."), "ok")
        return redirect(actor_url(int(form.into.data)), 303)
    problems = problems_of(form)
    page = render_template(
        "organiser/actors/merge.html",
        form=form,
        problems=problems,
        actor_id=actor_id,
        actor=register.name_of(actor_id, day),
    )
    return page, 422 if problems else 200


def offer(form: MergeForm, register: Register, actor_id: int) -> None:
    """Offer the actors that stand for themselves, those with like names first."""
    day = local_day(clock.now())
    likely = [*register.suggest(register.name_of(actor_id, day)), *register.near_to(actor_id)]
    first = [each for each in dict.fromkeys(likely) if each != actor_id]
    others = [each for each in register.canonical_ids if each not in {actor_id, *first}]
    named = [(str(each), register.name_of(each, day)) for each in others]
    form.offer(
        [(str(each), register.name_of(each, day)) for each in first],
        sorted(named, key=lambda choice: choice[1].casefold()),
    )


def merge_them(actor_id: int, into_id: int, form: MergeForm) -> bool:
    """Merge one actor into another; False where the register refuses it."""
    at, by = clock.now(), current_principal()
    try:
        with transaction() as session:
            actor, into = get_actor(session, actor_id), get_actor(session, into_id)
            operations.merge(session, actor, into, at=at, by=by)
    except REFUSALS as refusal:
        refuse(form.into, refusal_words(refusal))
        return False
    return True


@blueprint.post("/merges/<int:merge_id>/undo")
@allowed_for(*EDITORS)
def undo_merge(merge_id: int) -> ResponseReturnValue:
    """Let two actors be two again."""
    done = find_merge(db.session(), merge_id) or abort(404)
    actor_id = done.from_id
    try:
        with transaction() as session:
            found = find_merge(session, merge_id) or abort(404)
            operations.undo_merge(session, found, at=clock.now(), by=current_principal())
    except REFUSALS as refusal:
        flash(refusal_words(refusal), "error")
    else:
        flash(_("They are two again."), "ok")
    return redirect(actor_url(actor_id), 303)
