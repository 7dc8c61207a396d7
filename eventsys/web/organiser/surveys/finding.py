"""A questionnaire by its number in an address, or the answer that there is none."""

from flask import abort

from eventsys.core.db import Session, db
from eventsys.evaluation.surveys.models import Survey
from eventsys.evaluation.surveys.queries import find_questionnaire
from eventsys.evaluation.surveys.rules import Questionnaire

SURVEY = "<int:survey_id>"


def questionnaire_or_404(survey_id: int, no: int | None = None) -> Questionnaire:
    """Give a version of a questionnaire, the newest where no number is given."""
    found = find_questionnaire(db.session(), survey_id, no)
    if found is None:
        abort(404)
    return found


def changeable_or_404(survey_id: int) -> Questionnaire:
    """Give the newest version of a questionnaire that is not archived."""
    found = questionnaire_or_404(survey_id)
    if found.is_archived:
        abort(404)
    return found


def row_or_404(session: Session, survey_id: int) -> Survey:
    """Give the row of a questionnaire, to be changed."""
    found = session.get(Survey, survey_id)
    if found is None:
        abort(404)
    return found
