"""What the service desk asks for an event: what must be answered, and what that hangs on."""

from collections.abc import Sequence

from eventsys.core.db import db
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.registration.questions.queries import list_questions
from eventsys.registration.questions.rules import QuestionView
from eventsys.web.common.questions.form import Posed


def posed_at_desk(event: EventView, language: Language) -> Posed:
    """Give the event's questions that nobody can be registered without."""
    questions = needed(list_questions(db.session(), event.id))
    return Posed(questions=questions, language=language, last_end=event.last_end)


def needed(questions: Sequence[QuestionView]) -> list[QuestionView]:
    """Keep the required questions and those that decide whether one of them is asked."""
    codes: set[str] = set()
    for question in reversed(questions):  # a question hangs on an earlier one
        if question.is_required or question.code in codes:
            codes |= {question.code} | ({question.condition.code} if question.condition else set())
    return [each for each in questions if each.code in codes]
