"""What takes answers: by a link, at the exit, and from paper.

Nothing that is stored leads from a response to whoever gave it, nor tells when or in which order
it came; `mixing` takes away what the database itself would remember of that.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.db import lock_row, table_of
from eventsys.core.principal import Principal
from eventsys.evaluation.responses.errors import (
    AlreadyAnswered,
    AnswerNotOffered,
    MoreThanInvited,
    NothingAnswered,
    ResponseGone,
)
from eventsys.evaluation.responses.models import Answer, AnswerText, SurveyResponse
from eventsys.evaluation.responses.queries import asked_in, progress_of
from eventsys.evaluation.responses.rules import ResponseSource, Sheet, masked, wrong_in
from eventsys.evaluation.surveys.models import Survey, SurveyVersion
from eventsys.evaluation.surveys.rules import AskedQuestion
from eventsys.evaluation.waves.errors import InviteNotFound, WaveIsNotOpen
from eventsys.evaluation.waves.invites.queries import Invitation, find_invitation
from eventsys.evaluation.waves.models import SurveyInvite, SurveyWave
from eventsys.evaluation.waves.queries import find_wave_at_exit, first_start_of
from eventsys.evaluation.waves.rules import WaveKind, WaveState

ID_BYTES = 16
responses, answers = table_of(SurveyResponse), table_of(Answer)
answer_texts, invites = table_of(AnswerText), table_of(SurveyInvite)
waves, versions, surveys = table_of(SurveyWave), table_of(SurveyVersion), table_of(Survey)
PUT_RESPONSE, PUT_ANSWERS, PUT_TEXTS = insert(responses), insert(answers), insert(answer_texts)
USE = (
    update(invites)
    .where(invites.c.id == bindparam("invite_id"), invites.c.is_answered.is_(False))
    .values(is_answered=True)
    .returning(invites.c.id)
)
AS_SEEN = (
    select(waves.c.id)
    .join(versions, versions.c.id == waves.c.version_id)
    .join(surveys, surveys.c.id == versions.c.survey_id)
    .where(
        waves.c.id == invites.c.wave_id,
        waves.c.version_id == bindparam("version_id"),
        surveys.c.revision == bindparam("revision"),
        waves.c.opens_at <= bindparam("at"),
        waves.c.closes_at > bindparam("at"),
    )
)
USE_AS_SEEN = USE.where(invites.c.link_version == bindparam("seen_version"), AS_SEEN.exists())


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What somebody had before them who filled a sheet in: their invitation, and the questions."""

    invitation: Invitation
    questions: Mapping[int, AskedQuestion]


@dataclass(frozen=True, kw_only=True)
class Stored:
    """What was stored of one sheet, so that it can be taken back at once."""

    response_id: str
    text_ids: Sequence[str]


def answer_by_link(
    session: Session, token: str, sheet: Sheet, *, at: datetime, seen: Seen | None = None
) -> None:
    """Take the answers of somebody invited, once; raise what speaks against it.

    `seen` is what the sheet was filled in by: as long as nothing of it changes, one statement
    tells that all of it still holds. Else everything is looked at anew.
    """
    if seen is not None and use_as_seen(session, sheet, seen, at=at):
        wave_id = seen.invitation.wave_id
    else:
        wave_id = use_invitation(session, token, sheet, at=at)
    store(session, wave_id, sheet, ResponseSource.LINK, new_id())


def use_as_seen(session: Session, sheet: Sheet, seen: Seen, *, at: datetime) -> bool:
    """Use an invitation up if all is as it was seen; False where something is not."""
    if sheet.is_blank or wrong_in(sheet, seen.questions):
        return False
    invitation = seen.invitation
    values = {
        "invite_id": invitation.id,
        "seen_version": invitation.link_version,
        "version_id": invitation.version_id,
        "revision": invitation.revision,
        "at": at,
    }
    return session.connection().execute(USE_AS_SEEN, values).first() is not None


def use_invitation(session: Session, token: str, sheet: Sheet, *, at: datetime) -> int:
    """Use an invitation up and give its wave; raise what speaks against it."""
    found = find_invitation(session, token)
    if found is None:
        raise InviteNotFound
    if found.is_answered:
        raise AlreadyAnswered
    if found.window.state(at) is not WaveState.OPEN:
        raise WaveIsNotOpen
    check(session, found.version_id, sheet)
    if session.connection().execute(USE, {"invite_id": found.id}).first() is None:
        raise AlreadyAnswered
    return found.wave_id


def answer_at_exit(session: Session, token: str, sheet: Sheet, key: str, *, at: datetime) -> None:
    """Take the answers of somebody who leaves; the same form sent again adds nothing.

    They may come before the wave opens: people leave a little early.
    """
    wave = find_wave_at_exit(session, token)
    if wave is None:
        raise InviteNotFound
    if not takes_at_exit(session, wave, at=at):
        raise WaveIsNotOpen
    check(session, wave.version_id, sheet)
    response_id = sha256(f"{wave.public_id} {key}".encode()).hexdigest()[: 2 * ID_BYTES]
    if session.get(SurveyResponse, response_id) is None:
        store(session, wave.id, sheet, ResponseSource.EXIT, response_id)


def takes_at_exit(session: Session, wave: SurveyWave, *, at: datetime) -> bool:
    """Tell whether people at the exit can answer: from the event's beginning to the wave's end."""
    first_start = first_start_of(session, wave.event_id)
    is_first = wave.kind is WaveKind.IMMEDIATE and first_start is not None
    return is_first and (first_start or wave.opens_at) <= at < wave.closes_at


def type_in(
    session: Session, wave: SurveyWave, sheet: Sheet, *, at: datetime, by: Principal
) -> Stored:
    """Take the answers on one paper; never more than people were invited."""
    lock_row(session, wave)
    if wave.invited_at is None:
        raise WaveIsNotOpen
    check(session, wave.version_id, sheet)
    progress = progress_of(session, wave.id)
    if not progress.papers_left:
        raise MoreThanInvited(progress.invited)
    record(session, "type in answers", wave, {}, at=at, by=by)
    return store(session, wave.id, sheet, ResponseSource.PAPER, new_id())


def take_back(
    session: Session, wave: SurveyWave, stored: Stored, *, at: datetime, by: Principal
) -> None:
    """Remove a paper that was typed in a moment ago; raise `ResponseGone` after the next mixing."""
    lock_row(session, wave)
    paper = session.get(SurveyResponse, stored.response_id)
    if paper is None or paper.wave_id != wave.id or paper.source is not ResponseSource.PAPER:
        raise ResponseGone
    connection = session.connection()
    connection.execute(delete(answers).where(answers.c.response_id == paper.id))
    connection.execute(delete(responses).where(responses.c.id == paper.id))
    mine = answer_texts.c.id.in_(stored.text_ids) & (answer_texts.c.wave_id == wave.id)
    connection.execute(delete(answer_texts).where(mine))
    session.expire(paper)
    record(session, "take back answers", wave, {}, at=at, by=by)


def check(session: Session, version_id: int, sheet: Sheet) -> None:
    """Refuse a blank sheet, and answers that are none to a version's questions."""
    if sheet.is_blank:
        raise NothingAnswered
    wrong = wrong_in(sheet, asked_in(session, version_id))
    if wrong:
        raise AnswerNotOffered(wrong)


def store(
    session: Session, wave_id: int, sheet: Sheet, source: ResponseSource, response_id: str
) -> Stored:
    """Store a sheet; what somebody wrote stands apart even from the rest of their answers."""
    connection = session.connection()
    connection.execute(PUT_RESPONSE, {"id": response_id, "wave_id": wave_id, "source": source})
    given = [
        {"response_id": response_id, "question_id": question, "value": value}
        for question, value in sheet.values.items()
    ]
    if given:
        connection.execute(PUT_ANSWERS, given)
    texts = [
        {
            "id": new_id(),
            "wave_id": wave_id,
            "question_id": question,
            "source": source,
            "text": masked(text.strip()),
        }
        for question, text in sheet.texts.items()
        if text.strip()
    ]
    if texts:
        connection.execute(PUT_TEXTS, texts)
    return Stored(response_id=response_id, text_ids=[str(each["id"]) for each in texts])


def new_id() -> str:
    """Make an id that tells nothing of what came before it."""
    return secrets.token_hex(ID_BYTES)
