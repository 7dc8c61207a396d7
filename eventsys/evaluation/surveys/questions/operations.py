"""What changes the questions of a questionnaire; each change spares what was answered already.

The version that was answered stays as it was asked: a change then makes a new one.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.principal import Principal
from eventsys.core.text import Language
from eventsys.evaluation.surveys.errors import SurveyQuestionNotFound, TooManySurveyQuestions
from eventsys.evaluation.surveys.models import Survey, SurveyQuestion, SurveyVersion
from eventsys.evaluation.surveys.queries import get_questionnaire
from eventsys.evaluation.surveys.questions.rules import compares, says_the_same
from eventsys.evaluation.surveys.requests import SurveyQuestionPlan
from eventsys.evaluation.surveys.rules import MOST_QUESTIONS, AskedQuestion
from eventsys.evaluation.surveys.versions.operations import changeable, hold
from eventsys.evaluation.surveys.versions.queries import (
    codes_answered,
    codes_asked,
    list_rows,
    newest_version,
)
from eventsys.evaluation.surveys.wordings.operations import write_words
from eventsys.registration.questions.rules import code_from


def add_question(
    session: Session, survey: Survey, plan: SurveyQuestionPlan, *, at: datetime, by: Principal
) -> SurveyQuestion:
    """Ask one more question, behind the others.

    Raise `WrongSurvey` for a detail that cannot be, `SurveyArchived`, `TooManySurveyQuestions`.
    """
    plan.check()
    hold(session, survey)
    version = changeable(session, survey, at=at, by=by)
    known = list_rows(session, version)
    if len(known) >= MOST_QUESTIONS:
        raise TooManySurveyQuestions(MOST_QUESTIONS)
    question = SurveyQuestion(
        version_id=version.id,
        code=new_code(session, survey, plan),
        position=len(known) + 1,
        kind=plan.kind,
        may_be_irrelevant=plan.may_be_irrelevant,
        options=[],
        positive=[],
    )
    session.add(question)
    session.flush()
    write_words(session, question, plan, at=at, by=by)
    record(session, "ask", question, {"code": question.code}, at=at, by=by)
    return question


def amend_question(
    session: Session,
    survey: Survey,
    code: str,
    plan: SurveyQuestionPlan,
    *,
    at: datetime,
    by: Principal,
) -> SurveyQuestion:
    """Change a question; where the Danish stays, its translations change in place.

    Raise `WrongSurvey` for a detail that cannot be, `SurveyArchived`, `SurveyQuestionNotFound`.
    """
    plan.check()
    hold(session, survey)
    version = newest_version(session, survey.id)
    asked = asked_in(session, version, code)
    was_answered = code in codes_answered(session, survey.id)
    if not says_the_same(asked, plan):
        version = changeable(session, survey, at=at, by=by)
    question = row_in(session, version, code)
    if was_answered and not compares(asked, plan):
        question.code = new_code(session, survey, plan)
    question.kind, question.may_be_irrelevant = plan.kind, plan.may_be_irrelevant
    write_words(session, question, plan, at=at, by=by)
    record(session, "amend", question, {"code": question.code}, at=at, by=by)
    return question


def move_question(
    session: Session, survey: Survey, code: str, places: int, *, at: datetime, by: Principal
) -> None:
    """Ask a question so many places later, or earlier where that is negative.

    Raise `SurveyArchived` and `SurveyQuestionNotFound`.
    """
    hold(session, survey)
    codes = [each.code for each in list_rows(session, newest_version(session, survey.id))]
    if code not in codes:
        raise SurveyQuestionNotFound(code)
    order = [each for each in codes if each != code]
    order.insert(min(max(codes.index(code) + places, 0), len(order)), code)
    if order == codes:
        return
    version = changeable(session, survey, at=at, by=by)
    arrange(session, version, order)
    moved = row_in(session, version, code)
    record(session, "move", moved, {"code": code, "to": moved.position}, at=at, by=by)


def remove_question(
    session: Session, survey: Survey, code: str, *, at: datetime, by: Principal
) -> None:
    """Ask a question no more; a version that was answered still has it.

    Raise `SurveyArchived` and `SurveyQuestionNotFound`.
    """
    hold(session, survey)
    asked_in(session, newest_version(session, survey.id), code)
    version = changeable(session, survey, at=at, by=by)
    question = row_in(session, version, code)
    record(session, "remove", question, {"code": code}, at=at, by=by)
    session.delete(question)
    session.flush()
    arrange(session, version, [each.code for each in list_rows(session, version)])


def arrange(session: Session, version: SurveyVersion, order: list[str]) -> None:
    """Put a version's questions in an order of their codes."""
    for question in list_rows(session, version):
        question.position = order.index(question.code) + 1
    session.flush()


def new_code(session: Session, survey: Survey, plan: SurveyQuestionPlan) -> str:
    """Make a code that no question of the questionnaire has or had."""
    label = plan.texts[Language.DANISH].label
    return code_from(label, codes_asked(session, survey.id))


def asked_in(session: Session, version: SurveyVersion, code: str) -> AskedQuestion:
    """Give a question as a version asks it; raise `SurveyQuestionNotFound`."""
    found = get_questionnaire(session, version.id).find(code)
    if found is None:
        raise SurveyQuestionNotFound(code)
    return found


def row_in(session: Session, version: SurveyVersion, code: str) -> SurveyQuestion:
    """Give the row of a question that a version asks."""
    return next(each for each in list_rows(session, version) if each.code == code)
