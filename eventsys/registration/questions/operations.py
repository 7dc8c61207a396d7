"""What changes an event's questions."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.db import lock_row, table_of
from eventsys.core.errors import Overtaken
from eventsys.core.principal import Principal
from eventsys.core.revision import raise_revision
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.events.operations import hold
from eventsys.registration.questions.errors import (
    QuestionAnswered,
    QuestionNeeded,
    TooManyQuestions,
    WrongQuestion,
)
from eventsys.registration.questions.models import Question, QuestionWording
from eventsys.registration.questions.queries import count_given, list_questions
from eventsys.registration.questions.requests import QuestionPlan
from eventsys.registration.questions.rules import (
    MOST_QUESTIONS,
    Condition,
    QuestionView,
    code_from,
    possible_conditions,
)
from eventsys.registration.questions.wordings.operations import write_words


def add_question(
    session: Session, event: Event, plan: QuestionPlan, *, at: datetime, by: Principal
) -> Question:
    """Ask one more question, behind those that are asked already.

    Raise `WrongQuestion` for a detail that cannot be and `TooManyQuestions`.
    """
    plan.check()
    hold(session, event)
    known = list_questions(session, event.id)
    if sum(not each.is_retired for each in known) >= MOST_QUESTIONS:
        raise TooManyQuestions(MOST_QUESTIONS)
    label = plan.texts[Language.DANISH].label
    question = Question(
        event_id=event.id,
        code=code_from(label, frozenset(each.code for each in known)),
        position=len(known) + 1,
        options=[],
    )
    fill(question, plan, known)
    session.add(question)
    session.flush()
    write_words(session, question, plan, at=at, by=by)
    record(session, "ask", question, {"code": question.code}, at=at, by=by)
    raise_revision(session)
    return question


def amend_question(
    session: Session, question: Question, plan: QuestionPlan, *, at: datetime, by: Principal
) -> None:
    """Bring a question in line with a new plan; answers given already stay.

    Raise `WrongQuestion`, `QuestionAnswered` where kind or whom it is asked would change in spite
    of answers, and `QuestionNeeded` where others depend on what would go.
    """
    plan.check()
    hold(session, session.get_one(Event, question.event_id))
    lock_row(session, question)
    known = list_questions(session, question.event_id)
    if (question.kind, question.asked_of) != (plan.kind, plan.asked_of):
        given = count_given(session, question)
        if given:
            raise QuestionAnswered(given)
        check_is_not_needed(question, known)
    kept = {option.code for option in plan.options}
    for gone in set(question.options) - kept:
        check_is_not_needed(question, known, gone)
    fill(question, plan, known)
    write_words(session, question, plan, at=at, by=by)
    record(session, "amend", question, {"code": question.code}, at=at, by=by)
    raise_revision(session)


def move_question(
    session: Session, question: Question, places: int, *, at: datetime, by: Principal
) -> None:
    """Ask a question so many places later, or earlier where that is negative.

    Raise `QuestionNeeded` where it would come before a question it depends on, or the reverse, and
    `Overtaken` where it is asked no more by now.
    """
    hold(session, session.get_one(Event, question.event_id))
    lock_row(session, question)
    known = list_questions(session, question.event_id)
    order = [each for each in known if not each.is_retired]
    if question.retired_at is not None:
        raise Overtaken
    old = next(number for number, each in enumerate(order) if each.id == question.id)
    new = min(max(old + places, 0), len(order) - 1)
    order.insert(new, order.pop(old))
    check_order(order)
    order += [each for each in known if each.is_retired]
    rows_of = select(Question).where(Question.event_id == question.event_id)
    rows = {row.id: row for row in session.scalars(rows_of)}
    for position, each in enumerate(order, start=1):
        rows[each.id].position = position
    record(session, "move", question, {"code": question.code, "to": new + 1}, at=at, by=by)
    raise_revision(session)
    session.flush()


def retire_question(session: Session, question: Question, *, at: datetime, by: Principal) -> None:
    """Ask a question no more; one that nobody has answered is gone, answers stay readable.

    Raise `QuestionNeeded` where others depend on it.
    """
    hold(session, session.get_one(Event, question.event_id))
    lock_row(session, question)
    check_is_not_needed(question, list_questions(session, question.event_id))
    record(session, "retire", question, {"code": question.code}, at=at, by=by)
    raise_revision(session)
    if count_given(session, question):
        question.retired_at = question.retired_at or at
        question.condition_question_id = question.condition_value = None
    else:
        session.delete(question)
    session.flush()


def copy_questions(session: Session, event: Event, copy: Event) -> None:
    """Ask at a new event what is asked at another, in the same words and under the same codes."""
    asked = select(Question).where(Question.event_id == event.id, Question.retired_at.is_(None))
    copied: dict[int, Question] = {}
    for question in session.scalars(asked.order_by(Question.position, Question.id)).all():
        depends_on = copied.get(question.condition_question_id or 0)
        values = {**columns_of(question), "event_id": copy.id, "position": len(copied) + 1}
        values["condition_question_id"] = depends_on.id if depends_on else None
        copied[question.id] = Question(**values)
        session.add(copied[question.id])
        session.flush()
    words = select(QuestionWording).where(QuestionWording.question_id.in_(copied))
    for row in session.scalars(words).all():
        values = {**columns_of(row), "question_id": copied[row.question_id].id}
        session.add(QuestionWording(**values))
    session.flush()


def columns_of(row: Question | QuestionWording) -> dict[str, Any]:
    """Give what stands in a row, without its id."""
    names = (column.key for column in table_of(type(row)).columns if column.key != "id")
    return {name: getattr(row, name) for name in names}


def fill(question: Question, plan: QuestionPlan, known: list[QuestionView]) -> None:
    """Write what stands in the question's own row, but for its options."""
    question.kind = plan.kind
    question.asked_of = plan.asked_of
    question.is_required = plan.is_required
    question.deletion_days = plan.deletion_days
    found = find_condition(plan, known, question.id)
    question.condition_question_id = found.id if found else None
    question.condition_value = plan.condition.value if plan.condition else None


def find_condition(
    plan: QuestionPlan, known: list[QuestionView], question_id: int | None
) -> QuestionView | None:
    """Find the earlier question that a plan depends on; raise `WrongQuestion` for any other."""
    if plan.condition is None:
        return None
    for earlier in possible_conditions(known, plan.asked_of, question_id):
        offered = (Condition(earlier.code, value) for value in earlier.conditions)
        if plan.condition in offered:
            return earlier
    raise WrongQuestion("condition")


def check_is_not_needed(
    question: Question, known: list[QuestionView], value: str | None = None
) -> None:
    """Raise `QuestionNeeded` where others depend on a question, or on one answer to it."""
    needed_by = [each.code for each in known if hangs_on(each.condition, question, value)]
    if needed_by:
        raise QuestionNeeded(needed_by[0])


def hangs_on(condition: Condition | None, question: Question, value: str | None) -> bool:
    """Tell whether a condition asks for a question, or for this one answer to it."""
    if condition is None or condition.code != question.code:
        return False
    return value is None or condition.value == value


def check_order(order: list[QuestionView]) -> None:
    """Raise `QuestionNeeded` where a question comes before the one it depends on."""
    earlier: set[str] = set()
    for question in order:
        if question.condition is not None and question.condition.code not in earlier:
            raise QuestionNeeded(question.code)
        earlier.add(question.code)
