"""What is asked of the words of questions."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from eventsys.core.db import table_of
from eventsys.core.standing import Rendering, Standing, Words, state_of
from eventsys.core.text import Language
from eventsys.events.programme.rows import IDS, grouped
from eventsys.registration.questions.models import Question, QuestionWording
from eventsys.registration.questions.wordings.rules import WordedQuestion

questions, wordings = table_of(Question), table_of(QuestionWording)


WORDED = (
    select(
        questions.c.id,
        questions.c.event_id,
        wordings.c.language,
        wordings.c.label,
        wordings.c.origin,
        wordings.c.outdated_at,
    )
    .join(wordings, wordings.c.question_id == questions.c.id)
    .where(questions.c.event_id.in_(IDS), questions.c.retired_at.is_(None))
    .order_by(questions.c.position, questions.c.id)
)


def list_worded(session: Session, events: Iterable[int]) -> Mapping[int, list[WordedQuestion]]:
    """List what each event asks, by the events' ids, with how its words stand; one query."""
    rows = grouped(session.connection().execute(WORDED, {"ids": [*events]}))
    return {
        event: [worded(list(each)) for _, each in groupby(asked, key=lambda row: int(row.id))]
        for event, asked in rows.items()
    }


def worded(rows: Sequence[Row[*tuple[Any, ...]]]) -> WordedQuestion:
    """Make a question of its rows, one for each language."""
    labels = {row.language: row.label for row in rows}
    return WordedQuestion(
        id=rows[0].id,
        label=labels[Language.DANISH],
        states={row.language: state_of(row.origin, row.outdated_at) for row in rows},
    )


def standings_of(session: Session, question_id: int) -> Mapping[Language, Standing]:
    """Tell how a question stands in each language."""
    rows = rows_of(session, question_id)
    return {language: row.standing for language, row in rows.items()}


def rows_of(session: Session, question_id: int) -> Mapping[Language, QuestionWording]:
    """Give the rows of a question's words by language."""
    found = select(QuestionWording).where(QuestionWording.question_id == question_id)
    return {row.language: row for row in session.scalars(found)}


def rendering_of(row: QuestionWording, labels: Mapping[str, str]) -> Rendering:
    """Give a question's words with how they stand; `labels` are those of the options on offer.

    An option that is new or gone is no change of the words: it is so in all languages.
    """
    known = {code: row.options.get(code, label) for code, label in labels.items()}
    return Rendering(words_of(row, known), row.standing)


def words_of(row: QuestionWording, labels: Mapping[str, str]) -> Words:
    """Give what people read of a question, with the labels of its options."""
    return {"label": row.label, "help": row.help, "purpose": row.purpose, "options": labels}
