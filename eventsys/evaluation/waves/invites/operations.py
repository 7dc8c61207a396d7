"""What makes invitations, keeps them to those who came, and notes who wants no more of them."""

import random
from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.codes import new_public_id
from eventsys.core.db import table_of
from eventsys.core.principal import SYSTEM
from eventsys.evaluation.waves.invites.queries import (
    invites_by_participant,
    list_refusing,
    list_to_ask,
)
from eventsys.evaluation.waves.models import SurveyInvite, SurveyRefusal, SurveyWave
from eventsys.evaluation.waves.operations import remind
from eventsys.evaluation.waves.queries import last_end_of, window_of

lots = random.SystemRandom()


def keep_wave(session: Session, wave_id: int, *, at: datetime) -> int:
    """Open a wave whose time has come, keep its invitations, and remind half-way through.

    One whose event ends later by now waits for that end. Count the invitations made.
    """
    wave = session.get_one(SurveyWave, wave_id, with_for_update=True)
    last_end = last_end_of(session, wave.event_id)
    if last_end is None or last_end > at:
        return 0
    if wave.invited_at is None:
        wave.invited_at = at
        session.flush()
        record(session, "open wave", wave, {}, at=at, by=SYSTEM)
    number = keep_invites(session, wave, at=at)
    if wave.reminded_at is None and window_of(wave).reminds_at <= at:
        remind(session, wave, at=at, by=SYSTEM)
    return number


def keep_invites(session: Session, wave: SurveyWave, *, at: datetime) -> int:
    """Invite exactly those who came and did not refuse; count those who are new.

    Who is said to have come only later is invited then, and reminded no more where the others have
    been. An invitation of somebody who had not come is withdrawn, unless it was answered.
    """
    came = list_to_ask(session, wave, at=at)
    invited = invites_by_participant(session, wave)
    needless = [
        each.id
        for participant, each in invited.items()
        if participant not in came and not each.is_answered
    ]
    session.execute(delete(SurveyInvite).where(SurveyInvite.id.in_(needless)))
    new = list(came - invited.keys() - list_refusing(session, wave))
    lots.shuffle(new)
    if new:
        rows = [row_of(wave, participant) for participant in new]
        session.connection().execute(insert(table_of(SurveyInvite)), rows)
    return len(new)


def row_of(wave: SurveyWave, participant_id: int) -> dict[str, object]:
    """Write down an invitation."""
    return {
        "public_id": new_public_id(),
        "wave_id": wave.id,
        "participant_id": participant_id,
        "link_version": 1,
        "is_answered": False,
        "is_told": False,
        "is_reminded": wave.reminded_at is not None,
    }


def refuse_more(session: Session, invite: SurveyInvite, *, at: datetime) -> None:
    """Ask a person no more; harmless when repeated."""
    if invite.participant_id is None:
        return
    if session.get(SurveyRefusal, invite.participant_id) is None:
        session.add(SurveyRefusal(participant_id=invite.participant_id, refused_at=at))
        session.flush()


def allow_more(session: Session, invite: SurveyInvite) -> None:
    """Ask a person again after all; harmless when repeated."""
    session.execute(
        delete(SurveyRefusal).where(SurveyRefusal.participant_id == invite.participant_id)
    )
