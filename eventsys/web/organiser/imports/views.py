"""An event's lists: sent, looked at, saved, taken back."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, db, transaction
from eventsys.events.models import Event
from eventsys.events.programme.rules import EventView
from eventsys.events.queries import get_event
from eventsys.exchange.imports.errors import CannotBeUndone, NoLongerDraft
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.operations import (
    drop_draft,
    judge_draft,
    keep_draft,
    map_columns,
    save_people,
    undo_people,
)
from eventsys.exchange.imports.queries import find_import, find_twin, list_imports, places_left
from eventsys.exchange.imports.reading import read_import
from eventsys.exchange.imports.rules import ImportFile, ImportKind, ImportState, can_be_undone
from eventsys.exchange.tables.rules import FROM_ORGANISERS, UnreadableTable
from eventsys.people.queries import name_principals
from eventsys.web.common.bodies import takes_files
from eventsys.web.common.dates import say_moment
from eventsys.web.common.forms import problems_of, refuse
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.frame import event_or_404, frame_of, view_or_404
from eventsys.web.organiser.imports.form import DraftForm, FileForm
from eventsys.web.organiser.imports.rows import line_of, preview_of
from eventsys.web.organiser.imports.words import (
    REFUSALS,
    refusal_words,
    undoing_words,
    unreadable,
)
from eventsys.web.organiser.roles import EDITORS

blueprint = Blueprint("imports", __name__)
HERE, ONE = "organiser.imports.index", "organiser.imports.show"
IMPORT = "/<slug>/imports/<int:import_id>"
LARGEST_BODY = FROM_ORGANISERS.file + 64 * 1024
"""The file, and what the form around it takes."""


@blueprint.route("/<slug>/imports", methods=["GET", "POST"])
@allowed_for(*EDITORS)
@takes_files(LARGEST_BODY)
def index(slug: str) -> ResponseReturnValue:
    """List what was read in; read a file and keep it as a draft."""
    view, event, form, at = view_or_404(slug), event_or_404(slug), FileForm(), clock.now()
    file = read_file(form) if form.validate_on_submit() else None
    if file is not None:
        with transaction() as session:
            found, by = get_event(session, slug), current_principal()
            run_id = keep_draft(session, ImportKind.PEOPLE, found, file, at=at, by=by).id
        return redirect(url_for(ONE, slug=slug, import_id=run_id), 303)
    rows = list_imports(db.session(), ImportKind.PEOPLE, event.id, at=at)
    names = name_principals(db.session(), [each.created_by for each in rows])
    page = render_template(
        "organiser/imports/index.html",
        frame=frame_of(view, HERE),
        form=form,
        problems=problems_of(form),
        imports=[line_of(each, names, view.zone, current_language()) for each in rows],
    )
    return page, 422 if form.is_submitted() else 200


def read_file(form: FileForm) -> ImportFile | None:
    """Read the file that was sent; None where it cannot be read, and the form says why."""
    sent = form.file.data
    if not sent or not sent.filename:
        refuse(form.file, _("Choose a file."))
        return None
    try:
        return read_import(sent.filename, sent.read(), form.sheet.text)
    except UnreadableTable as refusal:
        refuse(form.file, unreadable(refusal))
        return None


@blueprint.route(IMPORT, methods=["GET", "POST"])
@allowed_for(*EDITORS)
def show(slug: str, import_id: int) -> ResponseReturnValue:
    """Show what the rows of a draft come to, and save it; or what came of a list."""
    view, event = view_or_404(slug), event_or_404(slug)
    run = run_or_404(db.session(), event, import_id)
    if run.state is not ImportState.DRAFT:
        return show_saved(view, run)
    form = DraftForm()
    form.offer(run.heads, run.columns)
    if form.validate_on_submit() and is_done(slug, import_id, form):
        return redirect(url_for(ONE, slug=slug, import_id=import_id), 303)
    session = db.session()
    run = run_or_404(session, event_or_404(slug), import_id)
    twin = find_twin(session, run)
    page = render_template(
        "organiser/imports/show.html",
        frame=frame_of(view, HERE),
        run=run,
        form=form,
        problems=problems_of(form),
        preview=preview_of(judge_draft(session, run, event), view.age_rule),
        left=places_left(session, event),
        twin=say_moment(twin.created_at, view.zone, current_language()) if twin else "",
    )
    return page, 422 if form.is_submitted() else 200


def show_saved(view: EventView, run: ImportRun) -> str:
    """Show what came of a list that was saved."""
    at, language = clock.now(), current_language()
    return render_template(
        "organiser/imports/_saved.html",
        frame=frame_of(view, HERE),
        run=run,
        is_undone=run.state is ImportState.UNDONE,
        saved=say_moment(run.saved_at, view.zone, language) if run.saved_at else "",
        may_undo=run.state is ImportState.SAVED and can_be_undone(run.saved_at, at),
    )


def is_done(slug: str, import_id: int, form: DraftForm) -> bool:
    """Store what the columns hold, and save the rows where that was asked; False if refused."""
    at, by = clock.now(), current_principal()
    try:
        with transaction() as session:
            event = get_event(session, slug)
            map_columns(session, run_or_404(session, event, import_id), form.chosen, at=at)
        if "save" not in request.form:
            return True
        with transaction() as session:
            event = get_event(session, slug)
            run = run_or_404(session, event, import_id)
            save_people(session, run, event, form.to_request(), at=at, by=by)
    except REFUSALS as refusal:
        refuse(form.rows, refusal_words(refusal))
        return isinstance(refusal, NoLongerDraft)
    flash(_("The list is saved."), "ok")
    return True


@blueprint.post(f"{IMPORT}/undo")
@allowed_for(*EDITORS)
def undo(slug: str, import_id: int) -> ResponseReturnValue:
    """Take a list back."""
    try:
        with transaction() as session:
            event = get_event(session, slug)
            run = run_or_404(session, event, import_id)
            undo_people(session, run, event, at=clock.now(), by=current_principal())
    except CannotBeUndone as refusal:
        flash(undoing_words(refusal), "error")
    else:
        flash(_("The list is taken back."), "ok")
    return redirect(url_for(ONE, slug=slug, import_id=import_id), 303)


@blueprint.post(f"{IMPORT}/delete")
@allowed_for(*EDITORS)
def delete(slug: str, import_id: int) -> ResponseReturnValue:
    """Forget a draft."""
    with transaction() as session:
        run = run_or_404(session, get_event(session, slug), import_id)
        drop_draft(session, run)
    flash(_("The draft is forgotten."), "ok")
    return redirect(url_for(HERE, slug=slug), 303)


def run_or_404(session: Session, event: Event, import_id: int) -> ImportRun:
    """Give one of an event's lists, or answer that there is none."""
    found = find_import(session, ImportKind.PEOPLE, event.id, import_id, at=clock.now())
    return found or abort(404)
