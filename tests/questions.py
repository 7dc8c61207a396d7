"""Makes questions for tests: `make_question(session, event, "Spiser I med?", kind=YES_NO)`."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.registration.questions.models import Question
from eventsys.registration.questions.operations import add_question
from eventsys.registration.questions.requests import OptionPlan, QuestionPlan, QuestionText
from eventsys.registration.questions.rules import AskedOf, QuestionKind
from tests.factories import AT


def make_question_plan(
    label: str = "Hvad skal vi vide?",
    *options: str,
    others: Mapping[Language, str] | None = None,
    **changes: Any,
) -> QuestionPlan:
    """Plan a question asked of each person; with options it is a choice, else a text.

    `others` are labels in other languages; options are the same in all.
    """
    labels = {Language.DANISH: label} | dict(others or {})
    values: dict[str, Any] = {
        "kind": QuestionKind.CHOICE if options else QuestionKind.TEXT,
        "asked_of": AskedOf.PARTICIPANT,
        "texts": {
            language: QuestionText(label=text, purpose="Så vi kan planlægge dagen.")
            for language, text in labels.items()
        },
        "options": options_of(options, list(labels)),
    }
    return QuestionPlan(**(values | changes))


def options_of(labels: Sequence[str], languages: Sequence[Language]) -> list[OptionPlan]:
    """Plan new options."""
    return [OptionPlan(labels=dict.fromkeys(languages, label)) for label in labels]


def make_question(
    session: Session, event: Event, label: str = "Hvad skal vi vide?", *options: str, **changes: Any
) -> Question:
    """Let an event ask one more question; see `make_question_plan`."""
    plan = make_question_plan(label, *options, **changes)
    return add_question(session, event, plan, at=AT, by=SYSTEM)
