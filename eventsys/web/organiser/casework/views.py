"""Tasks: listed, logged in a line, shown and changed."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.casework.models import AdhocTask
from eventsys.casework.rules import TaskKind
from eventsys.casework.tasks.operations import amend_task, log_task
from eventsys.casework.tasks.queries import (
    find_source,
    find_task,
    get_row,
    hold_task,
    list_alike,
    list_event_ids,
    list_rows,
)
from eventsys.casework.tasks.rules import Shown, TaskFilter, TaskRow
from eventsys.core import clock
from eventsys.core.codes import new_public_id
from eventsys.core.db import Session, db, transaction
from eventsys.core.localtime import local_day
from eventsys.events.programme.queries import list_all
from eventsys.people.actors.queries import read_register
from eventsys.people.actors.register import Register
from eventsys.people.queries import name_principals
from eventsys.web.common.actors import known_names
from eventsys.web.common.forms import problems_of, refuse
from eventsys.web.common.guards import allowed_for, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.office import describe_office
from eventsys.web.common.words import _
from eventsys.web.organiser.casework.filtering import read_filter, values_of
from eventsys.web.organiser.casework.form import FORMS, AdviceForm, LogForm, values_from
from eventsys.web.organiser.casework.pages import TASKS, casework_tabs
from eventsys.web.organiser.casework.reminding import has_logged_nothing
from eventsys.web.organiser.casework.rows import lines_of, requester_of, told_of
from eventsys.web.organiser.casework.words import (
    REFUSALS,
    kind_words,
    refusal_words,
    shown_words,
    tag_of,
)
from eventsys.web.organiser.events.filtering import choices
from eventsys.web.organiser.frame import i_may
from eventsys.web.organiser.meanwhile import ChangedMeanwhile, check_unchanged, seal, show_both
from eventsys.web.organiser.paging import page_of
from eventsys.web.organiser.roles import EDITORS, OVERSEERS

blueprint = Blueprint("casework", __name__)
blueprint.context_processor(describe_office("casework"))
INDEX, SHOW = "organiser.casework.index", "organiser.casework.show"
ONE = "/<int:task_id>"


@blueprint.get("/")
@allowed_for(*OVERSEERS)
def index() -> ResponseReturnValue:
    """List the tasks of a year, narrowed down to what is asked for."""
    session, today = db.session(), today_here()
    register = read_register(session)
    asked = read_filter(request.args, today.year)
    known = list_rows(session, asked.year)
    found = [each for each in known if takes(asked, each, register, today)]
    page = page_of(found, **values_of(asked))
    return render_template(
        "organiser/casework/index.html",
        tabs=casework_tabs(TASKS),
        tasks=lines_of(page.rows, register, today, current_language()),
        page=page,
        number=len(found),
        asked=asked,
        kinds=choices(kind_words(), asked.kind or ""),
        states=[(each, text, each == asked.shown) for each, text in shown_words().items()],
        overdue=0 if asked.shown is Shown.OVERDUE else count_overdue(known, today),
        may_edit=i_may(*EDITORS),
        forgot=i_may(*EDITORS) and has_logged_nothing(session, today),
    )


def takes(asked: TaskFilter, row: TaskRow, register: Register, today: date) -> bool:
    """Tell whether the list shows a task."""
    return asked.takes(row, requester_of(row, register, row.day), today)


def count_overdue(rows: Sequence[TaskRow], today: date) -> int:
    """Count what nobody has followed up in time."""
    return len([each for each in rows if each.is_overdue(today)])


@blueprint.route("/new", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def new() -> ResponseReturnValue:
    """Log a task in a line."""
    today = today_here()
    defaults = {"key": new_public_id(), "done_on": today.isoformat(), "minutes": "15"}
    form = LogForm(data=defaults)
    if form.validate_on_submit():
        task_id = log(form)
        if task_id is not None:
            return logged(task_id)
    problems = problems_of(form)
    names = known_names(clock.now())
    page = render_template("organiser/casework/new.html", form=form, problems=problems, names=names)
    return page, 422 if problems else 200


def log(form: LogForm) -> int | None:
    """Log what was typed; None where it is refused."""
    at, by = clock.now(), current_principal()
    try:
        with transaction() as session:
            return log_task(session, form.key.text, form.to_request(), at=at, by=by).id
    except REFUSALS as refusal:
        refuse(form.requester, refusal_words(refusal))
        return None


def logged(task_id: int) -> ResponseReturnValue:
    """Go on to the list; where it may be logged already, to the task with what is alike."""
    session = db.session()
    if list_alike(session, get_row(session, task_id)):
        flash(_("It is logged. Perhaps it was there before: look at what is alike."), "warn")
        return redirect(url_for(SHOW, task_id=task_id), 303)
    flash(_("It is logged."), "ok")
    return redirect(url_for(INDEX), 303)


@blueprint.get(ONE)
@allowed_for(*OVERSEERS)
def show(task_id: int) -> ResponseReturnValue:
    """Show a task, what belongs to it, and what may be the same."""
    session, today, language = db.session(), today_here(), current_language()
    task = task_or_404(session, task_id)
    row, register = get_row(session, task_id), read_register(session)
    alike = [] if row.is_out else list_alike(session, row)
    by = name_principals(session, [task.created_by]).get(task.created_by, "")
    linked = set(list_event_ids(session, task_id))
    return render_template(
        "organiser/casework/show.html",
        task_id=task_id,
        requester=requester_of(task, register, row.day),
        kind=kind_words()[row.kind.value],
        tag=tag_of(row, is_overdue=row.is_overdue(today)),
        told=told_of(task, row, find_source(session, task_id), by, language),
        events=[each for each in list_all(session) if each.id in linked] if linked else [],
        alike=lines_of(alike, register, today, language),
        spoken=language,
        may_edit=i_may(*EDITORS),
        may_convert=row.kind is TaskKind.ADVICE and not row.is_out,
        is_restored=row.is_out and row.converted_to_id is None,
        is_out=row.is_out,
    )


@blueprint.route(f"{ONE}/edit", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def edit(task_id: int) -> ResponseReturnValue:
    """Change a task."""
    session = db.session()
    task = task_or_404(session, task_id)
    form = with_choices(stored_form(session, task, as_sent=True))
    if not form.is_submitted():
        seal(form)
    try:
        if form.validate_on_submit() and save(form, task_id):
            flash(_("Your changes are saved."), "ok")
            return redirect(url_for(SHOW, task_id=task_id), 303)
    except ChangedMeanwhile as change:
        return show_both(
            "organiser/casework/edit.html",
            form,
            change.stored,
            with_choices,
            names=known_names(clock.now()),
            task_id=task_id,
        )
    problems = problems_of(form)
    names = known_names(clock.now())
    page = render_template(
        "organiser/casework/edit.html", form=form, problems=problems, names=names, task_id=task_id
    )
    return page, 422 if problems else 200


def save(form: AdviceForm, task_id: int) -> bool:
    """Change a task; False where it is refused. Raise `ChangedMeanwhile`."""
    at, by = clock.now(), current_principal()
    try:
        with transaction() as session:
            task = hold_task(session, task_id) or abort(404)
            check_unchanged(form, with_choices(stored_form(session, task)))
            amend_task(session, task, form.to_request(), at=at, by=by)
    except REFUSALS as refusal:
        refuse(form.requester, refusal_words(refusal))
        return False
    return True


def stored_form(session: Session, task: AdhocTask, *, as_sent: bool = False) -> AdviceForm:
    """Give the form of a task with what is stored, or with what is sent now."""
    register, day = read_register(session), task.given_on or task.accepted_on or task.received_on
    requester = requester_of(task, register, day)
    values = values_from(task, requester, list_event_ids(session, task.id))
    form = FORMS[task.kind]
    return form(data=values) if as_sent else form(formdata=None, data=values)


def with_choices(form: AdviceForm) -> AdviceForm:
    """Offer the events, where the form asks for them."""
    if "events" in form:
        language = current_language()
        events = list_all(db.session())
        form["events"].choices = [
            (str(each.id), each.title(language), {"lang": each.title_language(language)})
            for each in events
        ]
    return form


def task_or_404(session: Session, task_id: int) -> AdhocTask:
    """Give a task, or answer that there is none."""
    return find_task(session, task_id) or abort(404)


def today_here() -> date:
    """Tell the local day."""
    return local_day(clock.now())
