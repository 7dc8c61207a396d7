"""What is asked about an event's questions."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session

from eventsys.core.db import table_of
from eventsys.core.standing import state_of
from eventsys.events.models import Event
from eventsys.registration.questions.models import Question, QuestionAnswer, QuestionWording
from eventsys.registration.questions.rules import Condition, QuestionView, QuestionWords

questions, wordings = table_of(Question), table_of(QuestionWording)
QUESTIONS = (
    select(
        questions,
        wordings.c.language,
        wordings.c.label,
        wordings.c.help,
        wordings.c.purpose,
        wordings.c.options.label("labels"),
        wordings.c.origin,
        wordings.c.outdated_at,
    )
    .join(wordings, wordings.c.question_id == questions.c.id)
    .where(questions.c.event_id == bindparam("event_id"))
    .order_by(questions.c.position, questions.c.id)
)


def list_questions(session: Session, event_id: int) -> list[QuestionView]:
    """List an event's questions in their order, also those no longer asked; one query."""
    rows = session.connection().execute(QUESTIONS, {"event_id": event_id}).all()
    codes = {row.id: row.code for row in rows}
    return [
        view_of(list(worded), codes) for _, worded in groupby(rows, key=lambda row: int(row.id))
    ]


def view_of(worded: Sequence[Row[Any]], codes: dict[int, str]) -> QuestionView:
    """Make a question of its rows, one for each language."""
    row = worded[0]
    depends = row.condition_question_id is not None
    return QuestionView(
        id=row.id,
        code=row.code,
        kind=row.kind,
        asked_of=row.asked_of,
        is_required=row.is_required,
        options=tuple(row.options),
        condition=Condition(codes[row.condition_question_id], row.condition_value)
        if depends
        else None,
        deletion_days=row.deletion_days,
        is_retired=row.retired_at is not None,
        words={
            each.language: QuestionWords(
                label=each.label, help=each.help, purpose=each.purpose, options=each.labels
            )
            for each in worded
        },
        states={each.language: state_of(each.origin, each.outdated_at) for each in worded},
    )


def find_question(session: Session, event: Event, question_id: int) -> Question | None:
    """Find one of an event's questions by its id."""
    return session.scalar(
        select(Question).where(Question.event_id == event.id, Question.id == question_id)
    )


def count_given(session: Session, question: Question) -> int:
    """Count all answers to a question, whoever gave them."""
    given = select(func.count()).where(QuestionAnswer.question_id == question.id)
    return session.scalars(given).one()
