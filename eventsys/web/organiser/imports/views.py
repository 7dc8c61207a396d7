"""Lists: sent, looked at, saved, taken back; one way for all kinds, of an event and of none."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Session, db, transaction
from eventsys.core.localtime import COPENHAGEN
from eventsys.events.queries import get_event
from eventsys.exchange.imports.errors import CannotBeUndone, NoLongerDraft
from eventsys.exchange.imports.operations import drop_draft, keep_draft, map_columns
from eventsys.exchange.imports.queries import find_import, find_twin, list_imports
from eventsys.exchange.imports.rules import ImportFile, ImportState, can_be_undone
from eventsys.exchange.tables.rules import FROM_ORGANISERS, UnreadableTable
from eventsys.people.queries import name_principals
from eventsys.web.common.bodies import takes_files
from eventsys.web.common.dates import say_moment
from eventsys.web.common.forms import problems_of, refuse
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.office import describe_office
from eventsys.web.common.words import _
from eventsys.web.organiser.frame import frame_of, view_or_404
from eventsys.web.organiser.imports.form import ColumnsForm, FileForm
from eventsys.web.organiser.imports.kind import ListKind, Subject
from eventsys.web.organiser.imports.kinds import kind_or_404, kinds_at
from eventsys.web.organiser.imports.rows import line_of
from eventsys.web.organiser.imports.words import unreadable
from eventsys.web.organiser.roles import EDITORS
from eventsys.web.organiser.tabs import Tab

blueprint = Blueprint("imports", __name__)
HERE, ONE = "organiser.imports.index", "organiser.imports.show"
FIRST = "registrations"
OF_EVENT, OF_NONE = "/events/<slug>/imports", "/imports"
IMPORT = "/<list_kind>/<int:import_id>"
LARGEST_BODY = FROM_ORGANISERS.file + 64 * 1024
"""The file, and what the form around it takes."""


@blueprint.route(OF_EVENT, methods=["GET", "POST"])
@blueprint.route(f"{OF_EVENT}/<list_kind>", methods=["GET", "POST"])
@blueprint.route(f"{OF_NONE}/<list_kind>", methods=["GET", "POST"])
@allowed_for(*EDITORS)
@takes_files(LARGEST_BODY)
def index(list_kind: str = FIRST, slug: str | None = None) -> ResponseReturnValue:
    """List what was read in; read a file and keep it as a draft."""
    kind, form, at = kind_or_404(list_kind, slug), FileForm(), clock.now()
    shown = around(kind, slug)
    file = read_file(kind, form) if form.validate_on_submit() else None
    if file is not None:
        with transaction() as session:
            event = None if slug is None else get_event(session, slug)
            run = keep_draft(session, kind.kind, event, file, at=at, by=current_principal())
            run_id = run.id
        return redirect(url_for(ONE, slug=slug, list_kind=kind.key, import_id=run_id), 303)
    session = db.session()
    event = None if slug is None else get_event(session, slug)
    rows = list_imports(session, kind.kind, None if event is None else event.id, at=at)
    names = name_principals(session, [each.created_by for each in rows])
    page = render_template(
        "organiser/imports/index.html",
        **shown,
        form=form,
        problems=problems_of(form),
        imports=[line_of(each, names, shown["zone"], current_language()) for each in rows],
        kinds=[tab_of(each, slug, kind) for each in kinds_at(slug)],
    )
    return page, 422 if form.is_submitted() else 200


def tab_of(kind: ListKind, slug: str | None, current: ListKind) -> Tab:
    """Lead to the lists of a kind."""
    url = url_for(HERE, slug=slug, list_kind=kind.key)
    return Tab(text=str(kind.name), url=url, current=kind is current)


def around(kind: ListKind, slug: str | None) -> dict[str, Any]:
    """Say what stands around a page about lists: the frame of an event, or the back office's."""
    if slug is None:
        layout, office = "organiser/imports/_office.html", describe_office(kind.menu)()
        return {**office, "kind": kind, "layout": layout, "zone": COPENHAGEN, "slug": None}
    view, layout = view_or_404(slug), "organiser/imports/_event.html"
    frame = frame_of(view, HERE)
    return {"frame": frame, "kind": kind, "layout": layout, "zone": view.zone, "slug": slug}


def read_file(kind: ListKind, form: FileForm) -> ImportFile | None:
    """Read the file that was sent; None where it cannot be read, and the form says why."""
    sent = form.file.data
    if not sent or not sent.filename:
        refuse(form.file, _("Choose a file."))
        return None
    try:
        return kind.read(sent.filename, sent.read(), form.sheet.text)
    except UnreadableTable as refusal:
        refuse(form.file, unreadable(refusal))
        return None


@blueprint.route(OF_EVENT + IMPORT, methods=["GET", "POST"])
@blueprint.route(OF_NONE + IMPORT, methods=["GET", "POST"])
@allowed_for(*EDITORS)
def show(list_kind: str, import_id: int, slug: str | None = None) -> ResponseReturnValue:
    """Show what the rows of a draft come to, and save it; or what came of a list."""
    kind = kind_or_404(list_kind, slug)
    shown, subject = around(kind, slug), subject_or_404(db.session(), kind, slug, import_id)
    if subject.run.state is not ImportState.DRAFT:
        return show_saved(subject, shown)
    form = kind.form_for(db.session())
    form.offer(subject.run.heads, subject.run.columns, kind.columns())
    if form.validate_on_submit() and is_done(kind, slug, import_id, form):
        return redirect(url_for(ONE, slug=slug, list_kind=kind.key, import_id=import_id), 303)
    session = db.session()
    subject = subject_or_404(session, kind, slug, import_id)
    preview, twin = kind.preview(session, subject), find_twin(session, subject.run)
    page = render_template(
        "organiser/imports/show.html",
        **shown,
        run=subject.run,
        form=form,
        problems=problems_of(form),
        preview=preview,
        notes=kind.notes(session, subject, preview),
        twin=say_moment(twin.created_at, shown["zone"], current_language()) if twin else "",
    )
    return page, 422 if form.is_submitted() else 200


def show_saved(subject: Subject, shown: dict[str, Any]) -> str:
    """Show what came of a list that was saved."""
    run, zone = subject.run, shown["zone"]
    is_saved = run.state is ImportState.SAVED
    return render_template(
        "organiser/imports/_saved.html",
        **shown,
        run=run,
        is_undone=not is_saved,
        saved=say_moment(run.saved_at, zone, current_language()) if run.saved_at else "",
        may_undo=is_saved and can_be_undone(run.saved_at, subject.at),
    )


def is_done(kind: ListKind, slug: str | None, import_id: int, form: ColumnsForm) -> bool:
    """Store what the columns hold, and save the rows where that was asked; False if refused."""
    try:
        with transaction() as session:
            subject = subject_or_404(session, kind, slug, import_id)
            map_columns(session, subject.run, form.chosen, at=subject.at)
        if "save" not in request.form:
            return True
        with transaction() as session:
            subject = subject_or_404(session, kind, slug, import_id)
            kind.save(session, subject, form, by=current_principal())
    except kind.refusals as refusal:
        refuse(form.rows, kind.refused(refusal))
        return isinstance(refusal, NoLongerDraft)
    flash(_("The list is saved."), "ok")
    return True


@blueprint.post(f"{OF_EVENT}{IMPORT}/undo")
@blueprint.post(f"{OF_NONE}{IMPORT}/undo")
@allowed_for(*EDITORS)
def undo(list_kind: str, import_id: int, slug: str | None = None) -> ResponseReturnValue:
    """Take a list back."""
    kind = kind_or_404(list_kind, slug)
    try:
        with transaction() as session:
            subject = subject_or_404(session, kind, slug, import_id)
            kind.undo(session, subject, by=current_principal())
    except CannotBeUndone as refusal:
        flash(kind.kept(refusal), "error")
    else:
        flash(_("The list is taken back."), "ok")
    return redirect(url_for(ONE, slug=slug, list_kind=kind.key, import_id=import_id), 303)


@blueprint.post(f"{OF_EVENT}{IMPORT}/delete")
@blueprint.post(f"{OF_NONE}{IMPORT}/delete")
@allowed_for(*EDITORS)
def delete(list_kind: str, import_id: int, slug: str | None = None) -> ResponseReturnValue:
    """Forget a draft."""
    kind = kind_or_404(list_kind, slug)
    with transaction() as session:
        drop_draft(session, subject_or_404(session, kind, slug, import_id).run)
    flash(_("The draft is forgotten."), "ok")
    return redirect(url_for(HERE, slug=slug, list_kind=kind.key), 303)


def subject_or_404(session: Session, kind: ListKind, slug: str | None, import_id: int) -> Subject:
    """Give one of the lists of a kind with its event, or answer that there is none."""
    at = clock.now()
    event = None if slug is None else get_event(session, slug)
    run = find_import(session, kind.kind, None if event is None else event.id, import_id, at=at)
    return Subject(run=run or abort(404), event=event, at=at)
