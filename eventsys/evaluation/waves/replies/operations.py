"""What writes to participants what came of their answers: once, in their languages."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.db import lock_row
from eventsys.core.principal import Principal
from eventsys.core.standing import Provenance, Rendering, restate
from eventsys.core.text import Language
from eventsys.evaluation.waves.errors import AlreadyTold, NothingToTell, WaveIsNotOpen
from eventsys.evaluation.waves.models import SurveyReply, SurveyWave
from eventsys.evaluation.waves.replies.queries import replies_of

BODY = "body"


def write_reply(
    session: Session,
    wave: SurveyWave,
    bodies: Mapping[Language, str],
    said: Provenance,
    *,
    at: datetime,
    by: Principal,
) -> None:
    """Keep what participants are to be told; Danish is among it. Nothing is sent yet."""
    lock_row(session, wave)
    if wave.told_at is not None:
        raise AlreadyTold
    known = replies_of(session, wave)
    renderings = {each: Rendering({BODY: row.body}, row.standing) for each, row in known.items()}
    texts = {language: {BODY: body} for language, body in bodies.items()}
    standings = restate(renderings, texts, said, at=at)
    for language in known.keys() - bodies.keys():
        session.delete(known[language])
    for language, body in bodies.items():
        row = known.get(language) or SurveyReply(wave_id=wave.id, language=language)
        row.body, row.standing = body, standings[language]
        session.add(row)
    session.flush()
    record(session, "write reply", wave, {"languages": sorted(bodies)}, at=at, by=by)


def send_reply(session: Session, wave: SurveyWave, *, at: datetime, by: Principal) -> None:
    """Have everybody who was asked told what came of it, once; raise what speaks against it."""
    lock_row(session, wave)
    if wave.told_at is not None:
        raise AlreadyTold
    if Language.DANISH not in replies_of(session, wave):
        raise NothingToTell
    if wave.invited_at is None:
        raise WaveIsNotOpen
    wave.told_at = at
    session.flush()
    record(session, "send reply", wave, {}, at=at, by=by)
