"""What makes a new version of a questionnaire."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.principal import Principal
from eventsys.evaluation.responses.models import SurveyResponse
from eventsys.evaluation.surveys.errors import SurveyArchived
from eventsys.evaluation.surveys.models import (
    Survey,
    SurveyQuestion,
    SurveyQuestionWording,
    SurveyVersion,
)
from eventsys.evaluation.surveys.versions.queries import is_answered, list_rows, newest_version
from eventsys.evaluation.waves.models import SurveyWave


def hold(session: Session, survey: Survey) -> None:
    """Let nobody else change a questionnaire meanwhile; raise `SurveyArchived`."""
    session.refresh(survey, with_for_update=True)
    if survey.archived_at is not None:
        raise SurveyArchived
    survey.revision += 1


def changeable(session: Session, survey: Survey, *, at: datetime, by: Principal) -> SurveyVersion:
    """Give the version that a change is made in: a new one where the newest has answers.

    Answers under way are waited for, as they point at the wave that they answer.
    """
    newest = newest_version(session, survey.id)
    waves = select(SurveyWave.id).where(SurveyWave.version_id == newest.id)
    session.execute(waves.order_by(SurveyWave.id).with_for_update()).all()
    if not is_answered(session, newest.id):
        return newest
    return renew(session, survey, newest, at=at, by=by)


def renew(
    session: Session, survey: Survey, newest: SurveyVersion, *, at: datetime, by: Principal
) -> SurveyVersion:
    """Make a version like the newest one; waves that have not begun move on to it.

    A wave has begun too when people answered at the exit before it opened.
    """
    version = SurveyVersion(survey_id=survey.id, no=newest.no + 1, made_at=at)
    session.add(version)
    session.flush()
    copy_questions(session, newest, version)
    answered = select(SurveyResponse.id).where(SurveyResponse.wave_id == SurveyWave.id).exists()
    to_come = (SurveyWave.opens_at > at) & SurveyWave.invited_at.is_(None) & ~answered
    session.execute(
        update(SurveyWave)
        .where(SurveyWave.version_id == newest.id, to_come)
        .values(version_id=version.id)
    )
    record(session, "renew", survey, {"version": version.no}, at=at, by=by)
    return version


def copy_questions(session: Session, source: SurveyVersion, target: SurveyVersion) -> None:
    """Ask in one version what another asks, in the same words."""
    for question in list_rows(session, source):
        copied = SurveyQuestion(
            version_id=target.id,
            code=question.code,
            position=question.position,
            kind=question.kind,
            may_be_irrelevant=question.may_be_irrelevant,
            options=[*question.options],
            positive=[*question.positive],
        )
        session.add(copied)
        session.flush()
        copy_words(session, question, copied)


def copy_words(session: Session, source: SurveyQuestion, target: SurveyQuestion) -> None:
    """Word one question as another, with how its words stand."""
    words = select(SurveyQuestionWording).where(SurveyQuestionWording.question_id == source.id)
    for row in session.scalars(words).all():
        copied = SurveyQuestionWording(
            question_id=target.id,
            language=row.language,
            label=row.label,
            help=row.help,
            options=dict(row.options),
        )
        copied.standing = row.standing
        session.add(copied)
    session.flush()
