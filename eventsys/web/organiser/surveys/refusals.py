"""What organisers read when a questionnaire cannot be as they want it."""

from eventsys.core.errors import DomainError
from eventsys.evaluation.surveys.errors import (
    SurveyArchived,
    SurveyQuestionNotFound,
    TooManySurveyQuestions,
)
from eventsys.web.common.words import _

REFUSALS = (SurveyArchived, SurveyQuestionNotFound, TooManySurveyQuestions)


def refusal_words(error: DomainError) -> str:
    """Say why a questionnaire cannot be changed so."""
    if isinstance(error, TooManySurveyQuestions):
        return _("A questionnaire can ask at most %(most)s questions.", most=error.most)
    if isinstance(error, SurveyQuestionNotFound):
        return _("Somebody has just taken the question away.")
    return _("The questionnaire is archived. Take it into use again to change it.")
