"""What changes the words of questions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.principal import Principal
from eventsys.core.standing import newly_outdated, restate
from eventsys.core.text import Language
from eventsys.registration.questions.models import Question, QuestionWording
from eventsys.registration.questions.requests import QuestionPlan
from eventsys.registration.questions.rules import WITH_OPTIONS, code_from
from eventsys.registration.questions.wordings.queries import rendering_of, rows_of, words_of

Labels = Mapping[Language, dict[str, Any]]


def write_words(
    session: Session, question: Question, plan: QuestionPlan, *, at: datetime, by: Principal
) -> None:
    """Write the options and all words; those that lag behind the Danish now are marked.

    Labels of options no longer offered are kept.
    """
    rows = rows_of(session, question.id)
    labels = {each: dict(rows[each].options) if each in rows else {} for each in plan.texts}
    question.options = lay_out_options(plan, labels)
    offered = {each: labels_of(question, labels[each]) for each in labels}
    known = {each: rendering_of(row, offered.get(each, {})) for each, row in rows.items()}
    for language in rows.keys() - plan.texts.keys():
        session.delete(rows[language])
    written = {}
    for language, text in plan.texts.items():
        row = rows.get(language) or QuestionWording(question_id=question.id, language=language)
        row.label, row.help, row.purpose = text.label, text.help, text.purpose
        row.options = labels[language]
        written[language] = row
    texts = {each: words_of(row, offered[each]) for each, row in written.items()}
    standings = restate(known, texts, plan.provenance, at=at)
    for language, row in written.items():
        row.standing = standings[language]
    session.add_all(written.values())
    session.flush()
    outdated = newly_outdated(known, standings)
    if outdated:
        record(session, "outdate", question, {"languages": outdated}, at=at, by=by)


def labels_of(question: Question, known: Mapping[str, str]) -> dict[str, str]:
    """Give the labels of the options on offer."""
    return {code: known[code] for code in question.options}


def lay_out_options(plan: QuestionPlan, labels: Labels) -> list[str]:
    """Put a plan's options among the labels known so far, and give their codes in order."""
    danish = labels[Language.DANISH]
    offered: list[str] = []
    for option in plan.options if plan.kind in WITH_OPTIONS else ():
        is_known = option.code in danish and option.code not in offered
        code = option.code if is_known else None
        code = code or code_from(option.labels[Language.DANISH], frozenset(danish))
        offered.append(code)
        for language, known in labels.items():
            known[code] = option.labels[language]
    return offered
