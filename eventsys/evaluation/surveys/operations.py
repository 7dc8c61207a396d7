"""What changes questionnaires as a whole."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.principal import Principal
from eventsys.evaluation.surveys.models import Survey, SurveyVersion
from eventsys.evaluation.surveys.questions.operations import add_question
from eventsys.evaluation.surveys.requests import SurveyPlan, SurveyQuestionPlan
from eventsys.evaluation.surveys.versions.operations import copy_questions, hold
from eventsys.evaluation.surveys.versions.queries import newest_version
from eventsys.evaluation.surveys.wordings.operations import write_titles
from eventsys.evaluation.surveys.wordings.queries import titles_of


def create_survey(
    session: Session,
    plan: SurveyPlan,
    questions: Sequence[SurveyQuestionPlan] = (),
    *,
    at: datetime,
    by: Principal,
) -> Survey:
    """Make a questionnaire, with questions where a template has some.

    Raise `WrongSurvey` for a detail that cannot be.
    """
    plan.check()
    survey = Survey(created_at=at)
    session.add(survey)
    session.flush()
    session.add(SurveyVersion(survey_id=survey.id, no=1, made_at=at))
    session.flush()
    write_titles(session, survey, plan, at=at, by=by)
    record(session, "create", survey, {"questions": len(questions)}, at=at, by=by)
    for question in questions:
        add_question(session, survey, question, at=at, by=by)
    return survey


def amend_survey(
    session: Session, survey: Survey, plan: SurveyPlan, *, at: datetime, by: Principal
) -> None:
    """Change title and introduction, of all versions.

    Raise `WrongSurvey` for a detail that cannot be and `SurveyArchived`.
    """
    plan.check()
    hold(session, survey)
    write_titles(session, survey, plan, at=at, by=by)
    record(session, "amend", survey, {"languages": [*plan.texts]}, at=at, by=by)


def copy_survey(
    session: Session, survey: Survey, plan: SurveyPlan, *, at: datetime, by: Principal
) -> Survey:
    """Make another questionnaire that asks what the newest version of one asks.

    Its texts stand beside the Danish as those stand that they were copied from.
    """
    copied = create_survey(session, plan, at=at, by=by)
    known = titles_of(session, survey.id)
    for language, row in titles_of(session, copied.id).items():
        row.standing = known[language].standing if language in known else row.standing
    source, target = newest_version(session, survey.id), newest_version(session, copied.id)
    copy_questions(session, source, target)
    record(session, "copy", copied, {"survey": survey.id, "version": source.no}, at=at, by=by)
    return copied


def archive_survey(session: Session, survey: Survey, *, at: datetime, by: Principal) -> None:
    """Offer a questionnaire no more; waves that have it keep it."""
    if survey.archived_at is None:
        survey.archived_at, survey.revision = at, survey.revision + 1
        record(session, "archive", survey, {}, at=at, by=by)
        session.flush()


def restore_survey(session: Session, survey: Survey, *, at: datetime, by: Principal) -> None:
    """Offer an archived questionnaire again."""
    if survey.archived_at is not None:
        survey.archived_at, survey.revision = None, survey.revision + 1
        record(session, "restore", survey, {}, at=at, by=by)
        session.flush()
