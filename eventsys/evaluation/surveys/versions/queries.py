"""What is asked about the versions of a questionnaire."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.evaluation.responses.models import AnswerText, SurveyResponse
from eventsys.evaluation.surveys.models import SurveyQuestion, SurveyVersion
from eventsys.evaluation.waves.models import SurveyWave


def newest_version(session: Session, survey_id: int) -> SurveyVersion:
    """Give the newest version of a questionnaire."""
    of_survey = select(SurveyVersion).where(SurveyVersion.survey_id == survey_id)
    return session.scalars(of_survey.order_by(SurveyVersion.no.desc()).limit(1)).one()


def list_rows(session: Session, version: SurveyVersion) -> Sequence[SurveyQuestion]:
    """List the rows of a version's questions, in their order."""
    of_version = select(SurveyQuestion).where(SurveyQuestion.version_id == version.id)
    return session.scalars(of_version.order_by(SurveyQuestion.position, SurveyQuestion.id)).all()


def codes_asked(
    session: Session, survey_id: int, *, before: SurveyVersion | None = None
) -> frozenset[str]:
    """Collect the codes of all that a questionnaire asked, or asked `before` a version."""
    codes = (
        select(SurveyQuestion.code)
        .join(SurveyVersion, SurveyVersion.id == SurveyQuestion.version_id)
        .where(SurveyVersion.survey_id == survey_id)
    )
    if before is not None:
        codes = codes.where(SurveyVersion.no < before.no)
    return frozenset(session.scalars(codes))


def is_answered(session: Session, version_id: int) -> bool:
    """Tell whether anybody has answered a version."""
    of_version = select(SurveyWave.id).where(SurveyWave.version_id == version_id)
    response = select(SurveyResponse.id).where(SurveyResponse.wave_id.in_(of_version)).limit(1)
    text = select(AnswerText.id).where(AnswerText.wave_id.in_(of_version)).limit(1)
    return session.scalar(response) is not None or session.scalar(text) is not None
