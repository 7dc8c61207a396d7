"""What is asked about the versions of a questionnaire."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.evaluation.responses.models import AnswerText, SurveyResponse
from eventsys.evaluation.surveys.models import SurveyQuestion, SurveyVersion
from eventsys.evaluation.waves.models import SurveyWave

CODES = select(SurveyQuestion.code).join(
    SurveyVersion, SurveyVersion.id == SurveyQuestion.version_id
)


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionSummary:
    """A version, with how many waves ask it and how many people answered."""

    no: int
    made_at: datetime
    waves: int
    responses: int


def newest_version(session: Session, survey_id: int) -> SurveyVersion:
    """Give the newest version of a questionnaire."""
    of_survey = select(SurveyVersion).where(SurveyVersion.survey_id == survey_id)
    return session.scalars(of_survey.order_by(SurveyVersion.no.desc()).limit(1)).one()


def list_rows(session: Session, version: SurveyVersion) -> Sequence[SurveyQuestion]:
    """List the rows of a version's questions, in their order."""
    of_version = select(SurveyQuestion).where(SurveyQuestion.version_id == version.id)
    return session.scalars(of_version.order_by(SurveyQuestion.position, SurveyQuestion.id)).all()


def codes_asked(session: Session, survey_id: int) -> frozenset[str]:
    """Collect the codes of all that a questionnaire asked in any version."""
    return frozenset(session.scalars(CODES.where(SurveyVersion.survey_id == survey_id)))


def codes_answered(session: Session, survey_id: int) -> frozenset[str]:
    """Collect the codes of what people may have answered: of a version with answers, or an older.

    An older version is there because the newest of its time had answers.
    """
    newest = newest_version(session, survey_id)
    older = CODES.where(SurveyVersion.survey_id == survey_id, SurveyVersion.no < newest.no)
    codes = frozenset(session.scalars(older))
    if is_answered(session, newest.id):
        codes |= {each.code for each in list_rows(session, newest)}
    return codes


def is_answered(session: Session, version_id: int) -> bool:
    """Tell whether anybody has answered a version."""
    of_version = select(SurveyWave.id).where(SurveyWave.version_id == version_id)
    response = select(SurveyResponse.id).where(SurveyResponse.wave_id.in_(of_version)).limit(1)
    text = select(AnswerText.id).where(AnswerText.wave_id.in_(of_version)).limit(1)
    return session.scalar(response) is not None or session.scalar(text) is not None


def list_history(session: Session, survey_id: int) -> Sequence[VersionSummary]:
    """List the versions of a questionnaire, the newest first, with their waves and responses."""
    waves = select(SurveyWave.id).where(SurveyWave.version_id == SurveyVersion.id)
    responses = select(func.count()).where(SurveyResponse.wave_id.in_(waves))
    counted = select(
        SurveyVersion.no,
        SurveyVersion.made_at,
        select(func.count())
        .where(SurveyWave.version_id == SurveyVersion.id)
        .scalar_subquery()
        .label("waves"),
        responses.scalar_subquery().label("responses"),
    )
    of_survey = counted.where(SurveyVersion.survey_id == survey_id)
    return [
        VersionSummary(no=row.no, made_at=row.made_at, waves=row.waves, responses=row.responses)
        for row in session.execute(of_survey.order_by(SurveyVersion.no.desc()))
    ]
