"""Lists of actors: sent, looked at, saved, taken back."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, db, transaction
from eventsys.core.localtime import COPENHAGEN, local_day
from eventsys.exchange.imports.actors.operations import (
    judge_actor_draft,
    save_actors,
    undo_actors,
)
from eventsys.exchange.imports.errors import CannotBeUndone, NoLongerDraft
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.operations import drop_draft, keep_draft, map_columns
from eventsys.exchange.imports.queries import find_import, find_twin, list_imports
from eventsys.exchange.imports.rules import ImportKind, ImportState, can_be_undone
from eventsys.people.actors.queries import read_register
from eventsys.people.queries import name_principals
from eventsys.web.common.bodies import takes_files
from eventsys.web.common.dates import say_moment
from eventsys.web.common.forms import problems_of, refuse
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.office import describe_office
from eventsys.web.common.words import _
from eventsys.web.organiser.actor_imports.form import ActorDraftForm
from eventsys.web.organiser.actor_imports.rows import preview_of
from eventsys.web.organiser.actor_imports.words import REFUSALS, refusal_words, undoing_words
from eventsys.web.organiser.imports.form import FileForm
from eventsys.web.organiser.imports.rows import line_of
from eventsys.web.organiser.imports.views import LARGEST_BODY, read_file
from eventsys.web.organiser.roles import EDITORS

blueprint = Blueprint("actor_imports", __name__)
blueprint.context_processor(describe_office("actors"))
HERE, ONE = "organiser.actor_imports.index", "organiser.actor_imports.show"
IMPORT = "/imports/<int:import_id>"
KIND = ImportKind.ACTORS


@blueprint.route("/imports", methods=["GET", "POST"])
@allowed_for(*EDITORS)
@takes_files(LARGEST_BODY)
def index() -> ResponseReturnValue:
    """List what was read in; read a file and keep it as a draft."""
    form, at = FileForm(), clock.now()
    file = read_file(form) if form.validate_on_submit() else None
    if file is not None:
        with transaction() as session:
            run_id = keep_draft(session, KIND, None, file, at=at, by=current_principal()).id
        return redirect(url_for(ONE, import_id=run_id), 303)
    rows = list_imports(db.session(), KIND, None, at=at)
    names = name_principals(db.session(), [each.created_by for each in rows])
    page = render_template(
        "organiser/actor_imports/index.html",
        form=form,
        problems=problems_of(form),
        imports=[line_of(each, names, COPENHAGEN, current_language()) for each in rows],
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.route(IMPORT, methods=["GET", "POST"])
@allowed_for(*EDITORS)
def show(import_id: int) -> ResponseReturnValue:
    """Show what the rows of a draft come to, and save it; or what came of a list."""
    run = run_or_404(db.session(), import_id)
    if run.state is not ImportState.DRAFT:
        return show_saved(run)
    form = ActorDraftForm()
    form.offer(run.heads, run.columns)
    if form.validate_on_submit() and is_done(import_id, form):
        return redirect(url_for(ONE, import_id=import_id), 303)
    session, day = db.session(), local_day(clock.now())
    run = run_or_404(session, import_id)
    twin = find_twin(session, run)
    page = render_template(
        "organiser/actor_imports/show.html",
        run=run,
        form=form,
        problems=problems_of(form),
        preview=preview_of(judge_actor_draft(session, run, day), read_register(session), day),
        twin=say_moment(twin.created_at, COPENHAGEN, current_language()) if twin else "",
    )
    return page, 422 if form.is_submitted() else 200


def show_saved(run: ImportRun) -> str:
    """Show what came of a list that was saved."""
    language = current_language()
    return render_template(
        "organiser/actor_imports/_saved.html",
        run=run,
        is_undone=run.state is ImportState.UNDONE,
        saved=say_moment(run.saved_at, COPENHAGEN, language) if run.saved_at else "",
        may_undo=run.state is ImportState.SAVED and can_be_undone(run.saved_at, clock.now()),
    )


def is_done(import_id: int, form: ActorDraftForm) -> bool:
    """Store what the columns hold, and save the rows where that was asked; False if refused."""
    at, by = clock.now(), current_principal()
    try:
        with transaction() as session:
            map_columns(session, run_or_404(session, import_id), form.chosen, at=at)
        if "save" not in request.form:
            return True
        with transaction() as session:
            run = run_or_404(session, import_id)
            save_actors(session, run, form.to_request(), at=at, by=by)
    except REFUSALS as refusal:
        refuse(form.rows, refusal_words(refusal))
        return isinstance(refusal, NoLongerDraft)
    flash(_("The list is saved."), "ok")
    return True


@blueprint.post(f"{IMPORT}/undo")
@allowed_for(*EDITORS)
def undo(import_id: int) -> ResponseReturnValue:
    """Take a list back."""
    try:
        with transaction() as session:
            run = run_or_404(session, import_id)
            undo_actors(session, run, at=clock.now(), by=current_principal())
    except CannotBeUndone as refusal:
        flash(undoing_words(refusal), "error")
    else:
        flash(_("The list is taken back."), "ok")
    return redirect(url_for(ONE, import_id=import_id), 303)


@blueprint.post(f"{IMPORT}/delete")
@allowed_for(*EDITORS)
def delete(import_id: int) -> ResponseReturnValue:
    """Forget a draft."""
    with transaction() as session:
        drop_draft(session, run_or_404(session, import_id))
    flash(_("The draft is forgotten."), "ok")
    return redirect(url_for(HERE), 303)


def run_or_404(session: Session, import_id: int) -> ImportRun:
    """Give a list of actors, or answer that there is none."""
    return find_import(session, KIND, None, import_id, at=clock.now()) or abort(404)
