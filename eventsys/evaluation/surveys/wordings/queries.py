"""What is asked of the words of questionnaires."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.core.standing import Rendering, Standing, Words
from eventsys.core.text import Language
from eventsys.evaluation.surveys.models import SurveyQuestionWording, SurveyWording

Rows = Mapping[Language, SurveyQuestionWording]


def titles_of(session: Session, survey_id: int) -> Mapping[Language, SurveyWording]:
    """Give the rows of a questionnaire's title and introduction by language."""
    found = select(SurveyWording).where(SurveyWording.survey_id == survey_id)
    return {row.language: row for row in session.scalars(found)}


def words_of(session: Session, question_id: int) -> Rows:
    """Give the rows of a question's words by language."""
    found = select(SurveyQuestionWording).where(SurveyQuestionWording.question_id == question_id)
    return {row.language: row for row in session.scalars(found)}


def title_standings(session: Session, survey_id: int) -> Mapping[Language, Standing]:
    """Tell how title and introduction stand in each language."""
    return {language: row.standing for language, row in titles_of(session, survey_id).items()}


def question_standings(session: Session, question_id: int) -> Mapping[Language, Standing]:
    """Tell how a question stands in each language."""
    return {language: row.standing for language, row in words_of(session, question_id).items()}


def title_rendering(row: SurveyWording) -> Rendering:
    """Give title and introduction with how they stand."""
    return Rendering(title_words(row), row.standing)


def question_rendering(row: SurveyQuestionWording, labels: Mapping[str, str]) -> Rendering:
    """Give a question's words with how they stand; `labels` are those of the answers on offer.

    An answer that is new or gone is no change of the words: it is so in all languages.
    """
    known = {code: row.options.get(code, label) for code, label in labels.items()}
    return Rendering(question_words(row, known), row.standing)


def title_words(row: SurveyWording) -> Words:
    """Give what people read of a questionnaire besides its questions."""
    return {"title": row.title, "intro": row.intro}


def question_words(row: SurveyQuestionWording, labels: Mapping[str, str]) -> Words:
    """Give what people read of a question, with the labels of its answers."""
    return {"label": row.label, "help": row.help, "options": dict(labels)}
