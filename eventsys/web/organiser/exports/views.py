"""Tables to take home: of one event, of all events, and all of an event in one archive."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import Model, Session, db, transaction
from eventsys.core.localtime import local_day
from eventsys.events.models import Event
from eventsys.events.programme.rules import EventView
from eventsys.events.queries import get_event
from eventsys.exchange.exports.operations import ExportNote, note_export
from eventsys.exchange.files.archive import archive_pieces
from eventsys.exchange.files.rules import FileFormat
from eventsys.exchange.files.writing import file_pieces
from eventsys.people.queries import get_account
from eventsys.registration.questions.queries import list_questions
from eventsys.registration.questions.rules import QuestionView
from eventsys.web.common.forms import problems_of, refuse
from eventsys.web.common.guards import allowed_for, current_account, current_principal
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.downloads import archive_answer, file_answer, take_turn
from eventsys.web.organiser.exports.archive import members_of
from eventsys.web.organiser.exports.attended import list_table, numbers_table
from eventsys.web.organiser.exports.form import ExportForm
from eventsys.web.organiser.exports.people import Scope, answers_table, people_table
from eventsys.web.organiser.exports.programme import actors_table, events_table
from eventsys.web.organiser.exports.tables import ExportTable
from eventsys.web.organiser.exports.words import format_words
from eventsys.web.organiser.frame import both_or_404, event_or_404, frame_of, i_may
from eventsys.web.organiser.people.asked import Asked
from eventsys.web.organiser.people.pickers import pickers_of
from eventsys.web.organiser.roles import DESK, EDITORS, OVERSEERS, READERS
from eventsys.web.organiser.tabs import Tab

blueprint = Blueprint("exports", __name__)
ALL, OF_EVENT = "organiser.exports.index", "organiser.exports.show"


@blueprint.route("/exports", methods=["GET", "POST"])
@allowed_for(*OVERSEERS)
def index() -> ResponseReturnValue:
    """Offer all events and all actors."""
    session, at = db.session(), clock.now()
    tables = [events_table(session, current_language()), actors_table(session, local_day(at))]

    def subject(session: Session) -> Model:
        return get_account(session, account_id)

    account_id = current_account().id
    return offer(tables, ALL, subject=subject, stem="eventsys")


@blueprint.route("/events/<slug>/exports", methods=["GET", "POST"])
@allowed_for(*READERS)
def show(slug: str) -> ResponseReturnValue:
    """Offer the tables of an event that one may have."""
    view, event = both_or_404(slug)
    tables = tables_of(view, event)
    frame = frame_of(view, OF_EVENT)
    return offer(
        tables,
        OF_EVENT,
        subject=lambda session: get_event(session, slug),
        stem=slug,
        frame=frame,
        may_have_all=i_may(*EDITORS),
    )


@blueprint.post("/events/<slug>/exports/archive")
@allowed_for(*EDITORS)
def archive(slug: str) -> Response:
    """Hand out all of an event in one archive."""
    view, event = both_or_404(slug)
    keys = [each.key for each in tables_of(view, event)]
    take_turn()
    note = ExportNote(table="archive", columns=keys, form="zip")
    with transaction() as session:
        found = get_event(session, slug)
        note_export(session, found, note, at=clock.now(), by=current_principal())
    members = members_of(view, tables_of(view, event_or_404(slug)))
    return archive_answer(archive_pieces(members), slug)


def tables_of(view: EventView, event: Event) -> Sequence[ExportTable[Any]]:
    """List the tables of an event that one may have."""
    session, language, at = db.session(), current_language(), clock.now()
    numbers = numbers_table(session, event)
    if not i_may(*DESK):
        return [numbers]
    questions, edits = list_questions(session, event.id), i_may(*EDITORS)
    asked = asked_of(view, questions)
    meant = asked.wanted if asked.is_narrowed else None
    scope = Scope(may_have_all=edits, meant=meant)
    people = people_table(session, view, questions, language, scope=scope, at=at)
    if not edits:
        return [people, numbers]
    attended = list_table(session, view, event, language, at=at)
    answers = answers_table(session, view, questions, language)
    return [people, attended, numbers, *([answers] if questions else [])]


def asked_of(view: EventView, questions: Sequence[QuestionView]) -> Asked:
    """Tell whom the address looks for, in the words of the list of people."""
    return Asked.in_address(request.args, [*pickers_of(view, questions, current_language())])


def offer(
    tables: Sequence[ExportTable[Any]],
    here: str,
    *,
    subject: Callable[[Session], Model],
    stem: str,
    **shown: object,
) -> ResponseReturnValue:
    """Show what one of the tables holds, or hand it out."""
    asked = request.args.get("of", tables[0].key)
    table = next((each for each in tables if each.key == asked), None) or abort(404)
    form = ExportForm()
    form.offer(table)
    if form.validate_on_submit() and are_offered(form, table):
        take_turn()
        note = ExportNote(table=table.key, columns=form.wanted, form=form.format.value)
        with transaction() as session:
            note_export(session, subject(session), note, at=clock.now(), by=current_principal())
        sheet = table.sheet(form.wanted, for_programs=form.format is FileFormat.JSON)
        return file_answer(file_pieces(sheet, form.format), form.format, f"{stem}-{table.name}")
    values = request.view_args or {}
    page = render_template(
        f"{here.replace('.', '/')}.html",
        **shown,
        table=table,
        form=form,
        problems=problems_of(form),
        hints={key: hint for key, (_name, hint) in format_words().items()},
        tables=[
            Tab(text=each.name, url=url_for(here, **values, of=each.key), current=each is table)
            for each in tables
        ],
    )
    return page, 422 if form.is_submitted() else 200


def are_offered(form: ExportForm, table: ExportTable[Any]) -> bool:
    """Tell whether a table has the columns asked for; refuse those that one may not have."""
    asked = set(form.wanted)
    closed = asked & table.closed
    if closed:
        current_app.logger.warning("columns refused: %s of %s", sorted(closed), table.key)
        abort(403)
    if not asked <= {each.key for each in table.columns}:
        refuse(form.columns, _("Choose among the columns."))
        return False
    return True
