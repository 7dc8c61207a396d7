"""The register of actors: found, added, and looked at one by one."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, db, transaction
from eventsys.core.localtime import local_day
from eventsys.core.text import Language
from eventsys.events.programme.queries import list_all
from eventsys.people.actors import operations
from eventsys.people.actors.models import Actor
from eventsys.people.actors.queries import find_actor, list_merges, list_names, read_register
from eventsys.people.actors.rules import ActorLevel, NameKind
from eventsys.people.queries import name_principals
from eventsys.registration.affiliations.queries import count_uses, list_uses
from eventsys.registration.search import read_search
from eventsys.web.common.forms import problems_of, refuse
from eventsys.web.common.guards import allowed_for, current_principal, my_reach
from eventsys.web.common.languages import current_language
from eventsys.web.common.office import describe_office
from eventsys.web.common.words import _
from eventsys.web.organiser.actors.alike import Alike
from eventsys.web.organiser.actors.form import ActorForm
from eventsys.web.organiser.actors.rows import (
    actor_rows,
    actor_url,
    found_in,
    merge_lines,
    name_rows,
    pair_rows,
)
from eventsys.web.organiser.actors.uses import EventUse, event_uses
from eventsys.web.organiser.actors.words import REFUSALS, level_words, refusal_words
from eventsys.web.organiser.frame import i_may
from eventsys.web.organiser.paging import page_of
from eventsys.web.organiser.roles import EDITORS, READERS

blueprint = Blueprint("actors", __name__)
blueprint.context_processor(describe_office("actors"))
INDEX = "organiser.actors.index"
ONE = "/<int:actor_id>"


@blueprint.get("/")
@allowed_for(*READERS)
def index() -> ResponseReturnValue:
    """List the actors, and those that may be one."""
    session, day = db.session(), local_day(clock.now())
    search = read_search(request.args.get("q", ""))
    register = read_register(session)
    page = page_of(found_in(register, day, search), q=search or None)
    alike = Alike.of(register) if not search else Alike([], "", "")
    return render_template(
        "organiser/actors/index.html",
        actors=actor_rows(register, page.rows, count_uses(session), day),
        page=page,
        search=search,
        total=len(register.canonical_ids),
        pairs=pair_rows(register, alike.pairs, day),
        alike=alike,
        may_edit=i_may(*EDITORS),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def new() -> ResponseReturnValue:
    """Add an actor."""
    form = ActorForm()
    if form.validate_on_submit():
        actor_id = add(form)
        if actor_id is not None:
            flash(_("The actor is saved."), "ok")
            return redirect(actor_url(actor_id), 303)
    problems = problems_of(form)
    page = render_template("organiser/actors/new.html", form=form, problems=problems)
    return page, 422 if problems else 200


def add(form: ActorForm) -> int | None:
    """Add what was typed; None where the register refuses it."""
    at, by = clock.now(), current_principal()
    level, wanted = ActorLevel(form.level.data), form.request_of(NameKind.OFFICIAL)
    try:
        with transaction() as session:
            return operations.add_actor(session, level, wanted, at=at, by=by).id
    except REFUSALS as refusal:
        refuse(form.name, refusal_words(refusal))
        return None


@blueprint.get(ONE)
@allowed_for(*READERS)
def show(actor_id: int) -> ResponseReturnValue:
    """Show an actor: its names, its merges, and who came from it."""
    session, language, day = db.session(), current_language(), local_day(clock.now())
    actor = actor_or_404(session, actor_id)
    register = read_register(session)
    merges = list_merges(session, [actor.id])
    doers = [by for each in merges for by in (each.merged_by, each.undone_by) if by]
    lines = merge_lines(merges, register, name_principals(session, doers), day, language)
    into = register.into.get(actor.id)
    uses = uses_of(session, [*register.members.get(actor.id, [actor.id])], language)
    return render_template(
        "organiser/actors/show.html",
        actor_id=actor.id,
        name=register.name_of(actor.id, day),
        level=level_words()[actor.level.value],
        names=name_rows(list_names(session, actor), language),
        into=register.name_of(into, day) if into else "",
        into_url=actor_url(into) if into else "",
        merges=lines,
        uses=uses,
        is_deletable=not uses and not merges,
        may_edit=i_may(*EDITORS),
    )


def uses_of(session: Session, actor_ids: list[int], language: Language) -> list[EventUse]:
    """List the events to which people of some actors registered, as far as one may see them."""
    reach = my_reach(*READERS)
    uses = [each for each in list_uses(session, actor_ids) if reach.holds(each.event_id)]
    return event_uses(uses, list_all(session), language) if uses else []


@blueprint.post(f"{ONE}/delete")
@allowed_for(*EDITORS)
def delete(actor_id: int) -> ResponseReturnValue:
    """Delete an actor that was added by mistake."""
    try:
        with transaction() as session:
            actor = actor_or_404(session, actor_id)
            operations.delete_actor(session, actor, at=clock.now(), by=current_principal())
    except REFUSALS as refusal:
        flash(refusal_words(refusal), "error")
        return redirect(actor_url(actor_id), 303)
    flash(_("The actor is deleted."), "ok")
    return redirect(url_for(INDEX), 303)


def actor_or_404(session: Session, actor_id: int) -> Actor:
    """Give an actor, or answer that there is none."""
    return find_actor(session, actor_id) or abort(404)
