"""What is asked of the words of questions."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.core.standing import Rendering, Words
from eventsys.core.text import Language
from eventsys.registration.questions.models import Question, QuestionWording


def rows_of(session: Session, question: Question) -> Mapping[Language, QuestionWording]:
    """Give the rows of a question's words by language."""
    wordings = select(QuestionWording).where(QuestionWording.question_id == question.id)
    return {row.language: row for row in session.scalars(wordings)}


def rendering_of(row: QuestionWording, labels: Mapping[str, str]) -> Rendering:
    """Give a question's words with how they stand; `labels` are those of the options on offer.

    An option that is new or gone is no change of the words: it is so in all languages.
    """
    known = {code: row.options.get(code, label) for code, label in labels.items()}
    return Rendering(words_of(row, known), row.standing)


def words_of(row: QuestionWording, labels: Mapping[str, str]) -> Words:
    """Give what people read of a question, with the labels of its options."""
    return {"label": row.label, "help": row.help, "purpose": row.purpose, "options": labels}
