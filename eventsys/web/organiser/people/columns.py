"""The columns of the list of people: which there are, and which somebody wants to see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core.db import Session, transaction
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import Attends
from eventsys.people.columns.operations import choose_columns
from eventsys.people.columns.queries import find_columns
from eventsys.people.queries import get_account
from eventsys.registration.questions.rules import QuestionView
from eventsys.web.common.guards import allowed_for, current_account
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.organiser.frame import view_or_404
from eventsys.web.organiser.people.asked import Asked
from eventsys.web.organiser.people.blueprint import LIST, asked_questions, blueprint
from eventsys.web.organiser.people.pickers import pickers_of
from eventsys.web.organiser.roles import DESK

LIST_NAME = "people"
AT_FIRST = ("contact", "registered", "occasion", "answers")


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column that can be shown or not."""

    name: str
    text: str
    is_shown: bool


def columns_of(
    session: Session, event: EventView, questions: Sequence[QuestionView]
) -> list[Column]:
    """List the columns that make sense for an event, and which of them are shown."""
    wanted = wanted_columns(session)
    return [
        Column(name=name, text=text, is_shown=name in wanted)
        for name, text in possible_columns(event, questions)
    ]


def wanted_columns(session: Session) -> Sequence[str]:
    """Name the columns that somebody wants to see, of whatever event."""
    shown = find_columns(session, current_account().id, LIST_NAME)
    return AT_FIRST if shown is None else shown


def possible_columns(
    event: EventView, questions: Sequence[QuestionView]
) -> Iterator[tuple[str, str]]:
    """Name the columns that make sense for an event."""
    yield "contact", _("Contact")
    yield "registered", _("Registered")
    if event.attends is Attends.ONE:
        yield "occasion", _("Date")
    if questions:
        yield "answers", _("Answers")
    yield "came", _("Attendance")
    yield "language", _("Language")
    if event.groups.takes_groups:
        yield "group", _("Group")


def heads_of(columns: Sequence[Column], *, can_choose: bool) -> list[tuple[str, str]]:
    """Give the head of the list; answers stand below the name."""
    between = [each.text for each in columns if each.is_shown and each.name != "answers"]
    texts = [_("Choose")] if can_choose else []
    return [(text, "") for text in (*texts, _("Name"), *between, _("Status"), _("Do"))]


@blueprint.post("/<slug>/people/columns")
@allowed_for(*DESK)
def columns(slug: str) -> ResponseReturnValue:
    """Remember which columns somebody wants to see, and go on with the same list."""
    view = view_or_404(slug)
    questions = asked_questions(view)
    names = {name for name, _text in possible_columns(view, questions)}
    ticked = names & {*request.form.getlist("columns")}
    with transaction() as session:
        elsewhere = {*wanted_columns(session)} - names  # an event without them does not say no
        account = get_account(session, current_account().id)
        choose_columns(session, account, LIST_NAME, sorted(ticked | elsewhere))
    asked = Asked.in_address(request.form, [*pickers_of(view, questions, current_language())])
    return redirect(url_for(LIST, slug=slug, **asked.address), 303)
