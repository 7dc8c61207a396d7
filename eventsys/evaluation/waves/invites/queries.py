"""What is asked of invitations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from eventsys.attendance.marks.queries import read_attendance
from eventsys.core.db import table_of
from eventsys.core.keys import Purpose
from eventsys.core.links import is_token_of, make_token, public_id_in
from eventsys.core.text import Language
from eventsys.evaluation.surveys.models import Survey, SurveyVersion
from eventsys.evaluation.waves.models import SurveyInvite, SurveyRefusal, SurveyWave
from eventsys.evaluation.waves.rules import Window
from eventsys.events.models import Event
from eventsys.registration.models import Participant, Registration

invites, waves = table_of(SurveyInvite), table_of(SurveyWave)
versions, surveys = table_of(SurveyVersion), table_of(Survey)
INVITATION = (
    select(
        invites.c.id,
        invites.c.link_version,
        invites.c.is_answered,
        waves.c.id.label("wave_id"),
        waves.c.version_id,
        waves.c.opens_at,
        waves.c.closes_at,
        surveys.c.revision,
    )
    .join(waves, waves.c.id == invites.c.wave_id)
    .join(versions, versions.c.id == waves.c.version_id)
    .join(surveys, surveys.c.id == versions.c.survey_id)
    .where(invites.c.public_id == bindparam("public_id"))
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Invitation:
    """What an answer hangs on, in plain values; `revision` is the questionnaire's."""

    id: int
    link_version: int
    wave_id: int
    version_id: int
    revision: int
    window: Window
    is_answered: bool


@dataclass(frozen=True, kw_only=True)
class Invited:
    """An invitation that a link opens, with its wave."""

    invite: SurveyInvite
    wave: SurveyWave


def survey_token_of(invite: SurveyInvite) -> str:
    """Make the token of an invitation's link; every message can make it again."""
    return make_token(Purpose.SURVEY_LINK, invite.public_id, invite.link_version)


def find_invitation(session: Session, token: str) -> Invitation | None:
    """Find what an answer by a link hangs on; None for any other text. One question."""
    public_id = public_id_in(token)
    row = session.connection().execute(INVITATION, {"public_id": public_id}).one_or_none()
    if row is None or not is_token_of(Purpose.SURVEY_LINK, public_id, row.link_version, token):
        return None
    return Invitation(
        id=row.id,
        link_version=row.link_version,
        wave_id=row.wave_id,
        version_id=row.version_id,
        revision=row.revision,
        window=Window(opens_at=row.opens_at, closes_at=row.closes_at),
        is_answered=row.is_answered,
    )


def find_invited(session: Session, token: str) -> Invited | None:
    """Find what a link invites to; None for any other text."""
    public_id = public_id_in(token)
    found = session.execute(
        select(SurveyInvite, SurveyWave)
        .join(SurveyWave, SurveyWave.id == SurveyInvite.wave_id)
        .where(SurveyInvite.public_id == public_id)
    ).one_or_none()
    if found is None:
        return None
    invite, wave = found
    if not is_token_of(Purpose.SURVEY_LINK, public_id, invite.link_version, token):
        return None
    return Invited(invite=invite, wave=wave)


def language_of(session: Session, invite: SurveyInvite) -> Language:
    """Tell the language in which an invited person is written to; Danish where nobody knows."""
    found = session.scalar(
        select(Registration.language)
        .join(Participant, Participant.registration_id == Registration.id)
        .where(Participant.id == invite.participant_id)
    )
    return found or Language.DANISH


def has_refused(session: Session, invite: SurveyInvite) -> bool:
    """Tell whether an invited person wants no more questionnaires."""
    refused = exists().where(SurveyRefusal.participant_id == invite.participant_id)
    return bool(session.scalar(select(refused)))


def find_next_invite(session: Session, invite: SurveyInvite) -> SurveyInvite | None:
    """Find an invitation of the same party that waits for its answer; they may share a phone."""
    own, other = aliased(Participant), aliased(Participant)
    return session.scalar(
        select(SurveyInvite)
        .join(other, other.id == SurveyInvite.participant_id)
        .join(own, own.registration_id == other.registration_id)
        .where(
            own.id == invite.participant_id,
            SurveyInvite.wave_id == invite.wave_id,
            SurveyInvite.id != invite.id,
            SurveyInvite.is_answered.is_(False),
        )
        .order_by(other.position)
        .limit(1)
    )


def list_to_ask(session: Session, wave: SurveyWave, *, at: datetime) -> frozenset[int]:
    """List who is to be asked: whoever came to an occasion, and is not forgotten."""
    sheet = read_attendance(session, session.get_one(Event, wave.event_id), at=at)
    forgotten = select(Participant.id).where(
        Participant.event_id == wave.event_id, Participant.forgotten_at.is_not(None)
    )
    nobody = frozenset(session.scalars(forgotten))
    return frozenset(each.id for each in sheet.participants if sheet.came(each.id)) - nobody


def list_refusing(session: Session, wave: SurveyWave) -> frozenset[int]:
    """List those of an event who want no more questionnaires."""
    found = (
        select(SurveyRefusal.participant_id)
        .join(Participant, Participant.id == SurveyRefusal.participant_id)
        .where(Participant.event_id == wave.event_id)
    )
    return frozenset(session.scalars(found))


def invites_by_participant(session: Session, wave: SurveyWave) -> Mapping[int, SurveyInvite]:
    """Give a wave's invitations by whom they invite."""
    found = select(SurveyInvite).where(
        SurveyInvite.wave_id == wave.id, SurveyInvite.participant_id.is_not(None)
    )
    return {each.participant_id or 0: each for each in session.scalars(found)}
