"""What is asked about questionnaires."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from eventsys.core.db import table_of
from eventsys.core.standing import state_of
from eventsys.evaluation.surveys.models import (
    Survey,
    SurveyQuestion,
    SurveyQuestionWording,
    SurveyVersion,
    SurveyWording,
)
from eventsys.evaluation.surveys.rules import (
    AskedQuestion,
    Questionnaire,
    SurveyQuestionWords,
    SurveyWords,
)
from eventsys.events.programme.rows import IDS

Rows = Sequence[Row[*tuple[Any, ...]]]

surveys, versions = table_of(Survey), table_of(SurveyVersion)
titles, questions = table_of(SurveyWording), table_of(SurveyQuestion)
wordings = table_of(SurveyQuestionWording)
HEADS = (
    select(
        versions.c.id,
        versions.c.survey_id,
        versions.c.no,
        surveys.c.archived_at,
        titles.c.language,
        titles.c.title,
        titles.c.intro,
        titles.c.origin,
        titles.c.outdated_at,
    )
    .join(surveys, surveys.c.id == versions.c.survey_id)
    .join(titles, titles.c.survey_id == surveys.c.id)
    .where(versions.c.id.in_(IDS))
    .order_by(versions.c.id)
)
QUESTIONS = (
    select(
        questions,
        wordings.c.language,
        wordings.c.label,
        wordings.c.help,
        wordings.c.options.label("labels"),
        wordings.c.origin,
        wordings.c.outdated_at,
    )
    .join(wordings, wordings.c.question_id == questions.c.id)
    .where(questions.c.version_id.in_(IDS))
    .order_by(questions.c.version_id, questions.c.position, questions.c.id)
)


def get_questionnaire(session: Session, version_id: int) -> Questionnaire:
    """Give a version as people answer it; two queries. Raise `LookupError` for an unknown one."""
    found = list_versions(session, [version_id])
    if not found:
        raise LookupError(f"no version {version_id} of any questionnaire")
    return found[0]


def list_versions(session: Session, ids: Sequence[int]) -> list[Questionnaire]:
    """List versions in the order of their ids; two queries, however many there are."""
    connection = session.connection()
    heads = connection.execute(HEADS, {"ids": [*ids]}).all()
    asked = connection.execute(QUESTIONS, {"ids": [*ids]}).all()
    by_version = {
        version: [question_of(list(rows)) for _, rows in groupby(each, key=lambda row: int(row.id))]
        for version, each in groupby(asked, key=lambda row: int(row.version_id))
    }
    return [
        questionnaire_of(list(rows), by_version.get(version, []))
        for version, rows in groupby(heads, key=lambda row: int(row.id))
    ]


def list_questionnaires(session: Session, *, archived: bool = False) -> list[Questionnaire]:
    """List the newest version of each questionnaire, the newest questionnaire first."""
    is_archived = surveys.c.archived_at.is_not(None)
    newest = (
        select(func.max(versions.c.id))
        .join(surveys, surveys.c.id == versions.c.survey_id)
        .where(is_archived if archived else ~is_archived)
        .group_by(versions.c.survey_id)
    )
    found = list_versions(session, session.scalars(newest).all())
    return sorted(found, key=lambda each: each.survey_id, reverse=True)


def find_questionnaire(
    session: Session, survey_id: int, no: int | None = None
) -> Questionnaire | None:
    """Find a version of a questionnaire by its number; None stands for the newest."""
    wanted = select(func.max(versions.c.id)).where(versions.c.survey_id == survey_id)
    version_id = session.scalar(wanted if no is None else wanted.where(versions.c.no == no))
    return None if version_id is None else get_questionnaire(session, version_id)


def questionnaire_of(rows: Rows, asked: list[AskedQuestion]) -> Questionnaire:
    """Make a questionnaire of its rows, one for each language, and of its questions."""
    row = rows[0]
    return Questionnaire(
        id=row.id,
        survey_id=row.survey_id,
        no=row.no,
        is_archived=row.archived_at is not None,
        words={each.language: SurveyWords(title=each.title, intro=each.intro) for each in rows},
        states={each.language: state_of(each.origin, each.outdated_at) for each in rows},
        questions=asked,
    )


def question_of(rows: Rows) -> AskedQuestion:
    """Make a question of its rows, one for each language."""
    row = rows[0]
    return AskedQuestion(
        id=row.id,
        code=row.code,
        position=row.position,
        kind=row.kind,
        may_be_irrelevant=row.may_be_irrelevant,
        options=tuple(row.options),
        positive=tuple(row.positive),
        words={
            each.language: SurveyQuestionWords(
                label=each.label, help=each.help, options=each.labels
            )
            for each in rows
        },
        states={each.language: state_of(each.origin, each.outdated_at) for each in rows},
    )
