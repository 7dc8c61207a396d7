"""Whom it is time to write to about a questionnaire, and what a message about one says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from eventsys.core.notice_kinds import OF_SURVEYS, NoticeKind
from eventsys.core.text import Language
from eventsys.evaluation.waves.invites.queries import survey_token_of
from eventsys.evaluation.waves.models import SurveyInvite, SurveyRefusal, SurveyWave
from eventsys.evaluation.waves.replies.queries import find_reply
from eventsys.messages.models import OutboxMessage
from eventsys.messages.timely.queries import address
from eventsys.registration.models import Participant, Registration
from eventsys.registration.queries import IS_SOMEBODY
from eventsys.registration.rules import Channel

MANY = 100


@dataclass(frozen=True, kw_only=True)
class SurveyMatter:
    """What a message about a questionnaire says: a link for each person, and until when.

    `paragraphs` are what came of the answers, in the language given.
    """

    tokens: Sequence[str] = ()
    closes_at: datetime | None = None
    paragraphs: Sequence[str] = ()
    written_in: Language = Language.DANISH


NO_SURVEY = SurveyMatter()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """An invitation whose contact is to be written to."""

    wave_id: int
    invite_id: int
    registration: Registration


def list_asked_first(session: Session, at: datetime) -> Sequence[Asked]:
    """List the next invitations of open waves that nobody has been told of."""
    return read(
        session, asked().where(is_open(at), SurveyInvite.is_told.is_(False), is_waited_for())
    )


def list_asked_again(session: Session, at: datetime) -> Sequence[Asked]:
    """List the next invitations whose people are to be reminded: no answer and no refusal came."""
    refused = exists().where(SurveyRefusal.participant_id == SurveyInvite.participant_id)
    due = asked().where(
        is_open(at),
        SurveyWave.reminded_at.is_not(None),
        SurveyInvite.is_told.is_(True),
        SurveyInvite.is_reminded.is_(False),
        is_waited_for(),
        ~refused,
    )
    return read(session, due)


def list_told_back(session: Session) -> Sequence[Asked]:
    """List the next who are to be told what came of the answers, each contact once."""
    told = exists().where(
        OutboxMessage.kind == NoticeKind.SURVEY_REPLY,
        OutboxMessage.subject_id == SurveyWave.id,
        or_(
            OutboxMessage.registration_id == Registration.id,
            OutboxMessage.recipient == address(),
        ),
    )
    has_address = and_(Registration.contact_channel != Channel.NONE, address().is_not(None))
    return read(session, asked().where(SurveyWave.told_at.is_not(None), has_address, ~told))


def asked() -> Select[int, int, Registration]:
    """Begin to list invitations, those of one contact together; nobody is behind some tickets."""
    return (
        select(SurveyWave.id, SurveyInvite.id, Registration)
        .join(SurveyInvite, SurveyInvite.wave_id == SurveyWave.id)
        .join(Participant, Participant.id == SurveyInvite.participant_id)
        .join(Registration, Registration.id == Participant.registration_id)
        .where(IS_SOMEBODY)
        .order_by(SurveyWave.id, Registration.id, SurveyInvite.id)
        .limit(MANY)
    )


def is_open(at: datetime) -> ColumnElement[bool]:
    """Tell whether a wave takes answers."""
    return and_(SurveyWave.opens_at <= at, SurveyWave.closes_at > at)


def is_waited_for() -> ColumnElement[bool]:
    """Tell whether an invitation waits for its answer."""
    return SurveyInvite.is_answered.is_(False)


def read(session: Session, due: Select[int, int, Registration]) -> Sequence[Asked]:
    """Read what was listed."""
    return [
        Asked(wave_id=wave_id, invite_id=invite_id, registration=registration)
        for wave_id, invite_id, registration in session.execute(due)
    ]


def last_revision(session: Session, wave_id: int) -> int:
    """Tell how often people of a wave were asked for the first time."""
    latest = select(func.max(OutboxMessage.revision)).where(
        OutboxMessage.kind == NoticeKind.SURVEY, OutboxMessage.subject_id == wave_id
    )
    return session.scalar(latest) or 0


def list_asked(session: Session, message: OutboxMessage) -> Sequence[Registration]:
    """List the registrations that a message about a questionnaire is about, as things stand now.

    Whoever has answered meanwhile is asked nothing more.
    """
    found = select(Registration).where(
        Registration.id.in_(invites_behind(message).with_only_columns(Registration.id))
    )
    return session.scalars(found.order_by(Registration.id)).all()


def matter_of(session: Session, message: OutboxMessage, language: Language) -> SurveyMatter:
    """Give what a message about a questionnaire says; nothing where it is about something else."""
    if message.kind not in OF_SURVEYS:
        return NO_SURVEY
    wave = session.get_one(SurveyWave, message.subject_id)
    invites = session.scalars(
        invites_behind(message).order_by(Registration.id, Participant.position)
    )
    is_reply = message.kind is NoticeKind.SURVEY_REPLY
    reply = find_reply(session, wave, language) if is_reply else None
    return SurveyMatter(
        tokens=[survey_token_of(each) for each in invites],
        closes_at=wave.closes_at,
        paragraphs=[each for each in reply.body.splitlines() if each.strip()] if reply else [],
        written_in=reply.language if reply else language,
    )


def invites_behind(message: OutboxMessage) -> Select[SurveyInvite]:
    """Find the invitations that a message to a contact is about."""
    found = (
        select(SurveyInvite)
        .join(SurveyWave, SurveyWave.id == SurveyInvite.wave_id)
        .join(Participant, Participant.id == SurveyInvite.participant_id)
        .join(Registration, Registration.id == Participant.registration_id)
        .where(
            SurveyWave.id == message.subject_id,
            or_(Registration.id == message.registration_id, address() == message.recipient),
        )
    )
    return found if message.kind is NoticeKind.SURVEY_REPLY else found.where(is_waited_for())
