"""What mixes a wave's responses: all are written anew at once, in an order of chance.

PostgreSQL keeps with each row which transaction wrote it, and both databases lay rows down in the
order they come. A response and the sign that its invitation was used are written together; so all
of both are written again together.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.orm import Session

from eventsys.core.db import table_of
from eventsys.evaluation.responses.models import Answer, AnswerText, SurveyResponse
from eventsys.evaluation.responses.operations import new_id
from eventsys.evaluation.waves.models import SurveyInvite, SurveyWave

Row = Mapping[str, Any]
Each = TypeVar("Each")
responses, answers = table_of(SurveyResponse), table_of(Answer)
answer_texts, invites = table_of(AnswerText), table_of(SurveyInvite)
lots = random.SystemRandom()
AT_ONCE = 500


def mix(session: Session, wave_id: int) -> int:
    """Write a wave's responses, answers, texts and invitations anew; count the responses.

    Answers that come meanwhile are left alone: they are mixed the next time.
    """
    wave = session.get_one(SurveyWave, wave_id, with_for_update=True)
    blot_out_what_is_deleted(session, is_on=True)
    ids = session.scalars(select(responses.c.id).where(responses.c.wave_id == wave_id)).all()
    new_ids = {each: new_id() for each in ids}
    given = [
        row | {"response_id": new_ids[row["response_id"]]} for row in take_answers(session, ids)
    ]
    kept = [row | {"id": new_ids[row["id"]]} for row in take_responses(session, ids)]
    texts = [row | {"id": new_id()} for row in take_texts(session, wave_id)]
    for table, rows in ((responses, kept), (answers, given), (answer_texts, texts)):
        put(session, table, rows)
    touched = update(invites).where(invites.c.wave_id == wave_id)
    session.connection().execute(touched.values(is_answered=invites.c.is_answered))
    blot_out_what_is_deleted(session, is_on=False)
    wave.mixed_count = len(kept)
    session.flush()
    return len(kept)


def take_answers(session: Session, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Take out the answers of some responses."""
    return [
        dict(row)
        for some in slices_of(ids)
        for row in session.connection()
        .execute(delete(answers).where(answers.c.response_id.in_(some)).returning(answers))
        .mappings()
    ]


def take_responses(session: Session, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Take out some responses, whose answers are out already."""
    return [
        dict(row)
        for some in slices_of(ids)
        for row in session.connection()
        .execute(delete(responses).where(responses.c.id.in_(some)).returning(responses))
        .mappings()
    ]


def take_texts(session: Session, wave_id: int) -> list[dict[str, Any]]:
    """Take out what people wrote in a wave."""
    of_wave = delete(answer_texts).where(answer_texts.c.wave_id == wave_id)
    rows = session.connection().execute(of_wave.returning(answer_texts)).mappings()
    return [dict(row) for row in rows]


def put(session: Session, table: Table, rows: Sequence[Row]) -> None:
    """Write rows in an order of chance."""
    mixed = lots.sample(rows, len(rows))
    for some in slices_of(mixed):
        session.connection().execute(insert(table), some)


def slices_of(rows: Sequence[Each]) -> Iterator[Sequence[Each]]:
    """Cut rows into slices that one statement takes."""
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]


def blot_out_what_is_deleted(session: Session, *, is_on: bool) -> None:
    """Have SQLite write zeros over what is deleted: it leaves the old rows in the file else."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA secure_delete={'ON' if is_on else 'OFF'}")
