"""An actor's names: one more, a new official one from a day on, one changed or taken away."""

from flask import abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, db, transaction
from eventsys.core.localtime import local_day
from eventsys.people.actors import operations
from eventsys.people.actors.models import ActorName
from eventsys.people.actors.queries import dated, find_name, list_names
from eventsys.people.actors.rules import name_on
from eventsys.web.common.forms import problems_of, refuse
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.words import _
from eventsys.web.organiser.actors.form import NameForm, values_of
from eventsys.web.organiser.actors.rows import actor_url
from eventsys.web.organiser.actors.views import ONE, actor_or_404, blueprint
from eventsys.web.organiser.actors.words import REFUSALS, refusal_words
from eventsys.web.organiser.roles import EDITORS

NAME = f"{ONE}/names/<int:name_id>"


@blueprint.route(f"{ONE}/names/new", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def new_name(actor_id: int) -> ResponseReturnValue:
    """Give an actor one more name; an official one ends the one before it."""
    actor_or_404(db.session(), actor_id)
    form = NameForm()
    if form.validate_on_submit() and add(actor_id, form):
        flash(_("The name is saved."), "ok")
        return redirect(actor_url(actor_id), 303)
    return page_of("organiser/actors/new_name.html", actor_id, form)


def add(actor_id: int, form: NameForm) -> bool:
    """Store a new name; False where the register refuses it."""
    at, by, since = clock.now(), current_principal(), form.renames_from
    try:
        with transaction() as session:
            actor = actor_or_404(session, actor_id)
            if since is not None:
                operations.rename(session, actor, form.name.text, since, at=at, by=by)
            else:
                operations.add_name(session, actor, form.to_request(), at=at, by=by)
    except REFUSALS as refusal:
        refuse(form.name, refusal_words(refusal))
        return False
    return True


@blueprint.route(f"{NAME}/edit", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def edit_name(actor_id: int, name_id: int) -> ResponseReturnValue:
    """Change a name, or the days on which it holds."""
    name = name_or_404(db.session(), actor_id, name_id)
    form = NameForm(data=values_of(dated(name)))
    if form.validate_on_submit() and amend(actor_id, name_id, form):
        flash(_("Your changes are saved."), "ok")
        return redirect(actor_url(actor_id), 303)
    return page_of("organiser/actors/edit_name.html", actor_id, form, name_id)


def amend(actor_id: int, name_id: int, form: NameForm) -> bool:
    """Store a changed name; False where the register refuses it."""
    at, by = clock.now(), current_principal()
    try:
        with transaction() as session:
            name = name_or_404(session, actor_id, name_id)
            operations.amend_name(session, name, form.to_request(), at=at, by=by)
    except REFUSALS as refusal:
        refuse(form.name, refusal_words(refusal))
        return False
    return True


@blueprint.post(f"{NAME}/remove")
@allowed_for(*EDITORS)
def remove_name(actor_id: int, name_id: int) -> ResponseReturnValue:
    """Take a name out of the register."""
    try:
        with transaction() as session:
            name = name_or_404(session, actor_id, name_id)
            operations.remove_name(session, name, at=clock.now(), by=current_principal())
    except REFUSALS as refusal:
        flash(refusal_words(refusal), "error")
    else:
        flash(_("The name is taken away."), "ok")
    return redirect(actor_url(actor_id), 303)


def name_or_404(session: Session, actor_id: int, name_id: int) -> ActorName:
    """Give one of an actor's names, or answer that there is none."""
    return find_name(session, actor_or_404(session, actor_id), name_id) or abort(404)


def page_of(
    template: str, actor_id: int, form: NameForm, name_id: int | None = None
) -> ResponseReturnValue:
    """Show the form of a name, with what is wrong in it."""
    session, problems = db.session(), problems_of(form)
    names = list_names(session, actor_or_404(session, actor_id))
    page = render_template(
        template,
        form=form,
        problems=problems,
        actor_id=actor_id,
        actor=name_on(names, local_day(clock.now())),
        name_id=name_id,
    )
    return page, 422 if problems else 200
