"""Everything that is stored about one's own registration, to read and to take away."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.core.localtime import COPENHAGEN
from eventsys.core.text import Language
from eventsys.privacy.queries import Record, Value, stored_about
from eventsys.registration.questions.queries import list_questions
from eventsys.registration.questions.rules import QuestionView
from eventsys.web.common.dates import say_moment
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.common.limits import failed_look_ups
from eventsys.web.common.need_words import interpreted_name
from eventsys.web.common.questions.words import answer_apart, apart
from eventsys.web.common.words import _
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.event_page import page_of
from eventsys.web.public.own_data_codes import code_words, principal_words, verb_words
from eventsys.web.public.own_data_words import INNER, heading_words, value_words
from eventsys.web.public.programme import event_of
from eventsys.web.public.registrations import OWN, registration_or_404

CODED = {
    "status",
    "state",
    "kind",
    "category",
    "source",
    "contact_channel",
    "direction",
    "shown",
    "verdict",
    "title_language",
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


Questions = Mapping[int, QuestionView]
"""What an event asks, by the questions' ids."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One kind of thing that is stored: its heading, and each thing as names with values."""

    heading: str
    things: Sequence[Sequence[tuple[str, str]]]


@blueprint.get(f"{OWN}/data")
@open_to_all
@failed_look_ups
def own_data(token: str) -> ResponseReturnValue:
    """Show everything that is stored about a registration."""
    found = registration_or_404(token)
    event = event_of(found.event_id)
    return render_template(
        "public/own_data.html",
        event=page_of(event, current_language(), clock.now()),
        parts=parts_of(stored_about(db.session(), found), questions_of(found.event_id)),
        own_url=url_for("public.registration", token=token),
        file_url=url_for("public.own_data_file", token=token),
    )


@blueprint.get(f"{OWN}/data.json")
@open_to_all
@failed_look_ups
def own_data_file(token: str) -> ResponseReturnValue:
    """Hand out everything that is stored about a registration, for other programs."""
    found = registration_or_404(token)
    text = json.dumps(stored_about(db.session(), found), ensure_ascii=False, indent=2)
    name = f"registration-{found.reference}.json"
    return Response(
        text + "\n",
        mimetype="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def questions_of(event_id: int) -> Questions:
    """Give an event's questions by their ids, also those no longer asked."""
    return {question.id: question for question in list_questions(db.session(), event_id)}


def parts_of(stored: Mapping[str, Sequence[Record]], questions: Questions) -> list[Part]:
    """Put what is stored into words; what has no word of its own keeps its technical name."""
    headings = heading_words()
    known = [name for name in headings if name in stored]
    return [
        Part(
            heading=headings.get(name, name),
            things=[thing_of(record, questions) for record in stored[name]],
        )
        for name in (*known, *(name for name in stored if name not in headings))
    ]


def thing_of(record: Record, questions: Questions) -> list[tuple[str, str]]:
    """Name each value of a row; empty ones and inner numbers tell nobody anything."""
    names = value_words()
    asked = record.get("question_id")
    question = questions.get(asked) if isinstance(asked, int) else None
    return [
        answered(question, str(value))
        if question is not None and name == "value"
        else (names.get(name, name), say(name, value))
        for name, value in record.items()
        if value not in {None, ""} and name not in INNER and not name.endswith("_id")
    ]


def answered(question: QuestionView, value: str) -> tuple[str, str]:
    """Give a question with its answer, as they were read and said."""
    language = current_language()
    label = question.worded(language).label
    return apart(question, label, language), answer_apart(question, value, language)


def say(name: str, value: Value) -> str:
    """Write a value as it is read; moments in the city's time, codes in words."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    text = str(value)
    if MOMENT.fullmatch(text):
        return say_moment(datetime.fromisoformat(text), COPENHAGEN, current_language())
    if name == "principal" or name.endswith("_by"):
        return principal_words().get(text.partition(":")[0], text)
    if name == "verb":
        return verb_words().get(text, text)
    if name == "language":
        return language_name(text)
    return code_words().get(text, text) if name in CODED else text


def language_name(code: str) -> str:
    """Name a language: by its own name where it is one of the site's."""
    known = set(Language)
    return Language(code).own_name if code in known else interpreted_name(code, current_language())
