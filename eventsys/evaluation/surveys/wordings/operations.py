"""What changes the words of questionnaires."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.principal import Principal
from eventsys.core.standing import newly_outdated, restate
from eventsys.core.text import Language
from eventsys.evaluation.surveys.models import (
    Survey,
    SurveyQuestion,
    SurveyQuestionWording,
    SurveyWording,
)
from eventsys.evaluation.surveys.requests import SurveyPlan, SurveyQuestionPlan
from eventsys.evaluation.surveys.rules import FIXED_ANSWERS, SurveyQuestionKind
from eventsys.evaluation.surveys.wordings.queries import (
    question_rendering,
    question_words,
    title_rendering,
    title_words,
    titles_of,
    words_of,
)
from eventsys.registration.questions.rules import code_from

Labels = Mapping[Language, dict[str, Any]]


def write_titles(
    session: Session, survey: Survey, plan: SurveyPlan, *, at: datetime, by: Principal
) -> None:
    """Write title and introduction; those that lag behind the Danish now are marked."""
    rows = titles_of(session, survey.id)
    known = {language: title_rendering(row) for language, row in rows.items()}
    for language in rows.keys() - plan.texts.keys():
        session.delete(rows[language])
    written = {}
    for language, text in plan.texts.items():
        row = rows.get(language) or SurveyWording(survey_id=survey.id, language=language)
        row.title, row.intro = text.title, text.intro
        written[language] = row
    texts = {language: title_words(row) for language, row in written.items()}
    standings = restate(known, texts, plan.provenance, at=at)
    for language, row in written.items():
        row.standing = standings[language]
    session.add_all(written.values())
    session.flush()
    outdated = newly_outdated(known, standings)
    if outdated:
        record(session, "outdate", survey, {"languages": outdated}, at=at, by=by)


def write_words(
    session: Session,
    question: SurveyQuestion,
    plan: SurveyQuestionPlan,
    *,
    at: datetime,
    by: Principal,
) -> None:
    """Write a question's answers and words; those that lag behind the Danish now are marked.

    Labels of answers no longer on offer are kept.
    """
    rows = words_of(session, question.id)
    labels = {each: dict(rows[each].options) if each in rows else {} for each in plan.texts}
    lay_out_answers(question, plan, labels)
    offered = {
        each: {code: known[code] for code in question.options} for each, known in labels.items()
    }
    known = {each: question_rendering(row, offered.get(each, {})) for each, row in rows.items()}
    for language in rows.keys() - plan.texts.keys():
        session.delete(rows[language])
    written = {}
    for language, text in plan.texts.items():
        row = rows.get(language) or SurveyQuestionWording(
            question_id=question.id, language=language
        )
        row.label, row.help, row.options = text.label, text.help, labels[language]
        written[language] = row
    texts = {each: question_words(row, offered[each]) for each, row in written.items()}
    standings = restate(known, texts, plan.provenance, at=at)
    for language, row in written.items():
        row.standing = standings[language]
    session.add_all(written.values())
    session.flush()
    outdated = newly_outdated(known, standings)
    if outdated:
        record(session, "outdate", question, {"languages": outdated}, at=at, by=by)


def lay_out_answers(question: SurveyQuestion, plan: SurveyQuestionPlan, labels: Labels) -> None:
    """Write which answers are on offer and which of them are positive.

    The answers of a choice come among the labels known so far.
    """
    if plan.kind is not SurveyQuestionKind.CHOICE:
        question.options = []
        fixed = FIXED_ANSWERS.get(plan.kind, ())
        question.positive = [each for each in fixed if each in plan.positive]
        return
    danish = labels[Language.DANISH]
    offered: list[str] = []
    for option in plan.options:
        is_known = option.code in danish and option.code not in offered
        code = option.code if is_known else None
        code = code or code_from(option.labels[Language.DANISH], frozenset(danish))
        offered.append(code)
        for language, known in labels.items():
            known[code] = option.labels[language]
    question.options = offered
    pairs = zip(offered, plan.options, strict=True)
    question.positive = [code for code, option in pairs if option.is_positive]
