"""From what stands in a form to what is stored of it."""

from eventsys.evaluation.responses.rules import Sheet
from eventsys.web.common.surveys.form import SurveyAnswersForm


def sheet_from(part: SurveyAnswersForm) -> Sheet:
    """Give what was answered; call it when the form is valid."""
    return Sheet(values=part.values(), texts=part.texts())
