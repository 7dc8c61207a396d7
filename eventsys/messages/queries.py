"""What is asked of messages on their way."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from eventsys.core.hold import find_hold
from eventsys.core.outbox import Notice
from eventsys.messages.models import MessageState, OutboxMessage, WorkerPulse
from eventsys.messages.rules import ENDED_ON_PURPOSE, NO_CHANNEL, is_night
from eventsys.registration.rules import Channel

WAITING = (MessageState.QUEUED, MessageState.UNCERTAIN)
LATEST = timedelta(minutes=10)
LONGEST_PAUSE = timedelta(minutes=2)


def is_outbox_late(session: Session, *, at: datetime) -> bool:
    """Tell whether something waits in the outbox for more than ten minutes, and is not held."""
    if find_hold(session) is not None:
        return False
    waiting = exists().where(Notice.composed_at.is_(None), Notice.created_at < at - LATEST)
    unsent = exists().where(
        OutboxMessage.state.in_([*WAITING, MessageState.SENDING]),
        OutboxMessage.due_at < at - LATEST,
    )
    return bool(session.scalar(select(waiting | unsent)))


def count_given_up(session: Session) -> int:
    """Count the messages that could not be sent and that nobody has dealt with since.

    What a newer one overtook or somebody stopped is not among them, nor those for whom there is
    no channel.
    """
    lost = select(func.count()).where(
        OutboxMessage.state == MessageState.GIVEN_UP,
        OutboxMessage.failure.not_in([*ENDED_ON_PURPOSE, NO_CHANNEL]),
        OutboxMessage.settled_at.is_(None),
    )
    return session.scalars(lost).one()


def is_worker_alive(session: Session, *, at: datetime) -> bool:
    """Tell whether the worker was at work within two minutes."""
    beat_at = session.scalar(select(WorkerPulse.beat_at))
    return beat_at is not None and beat_at > at - LONGEST_PAUSE


def is_anything_noticed(session: Session) -> bool:
    """Tell whether a notice waits to become messages."""
    return bool(session.scalar(select(exists().where(Notice.composed_at.is_(None)))))


def is_anything_due(session: Session, *, at: datetime) -> bool:
    """Tell whether a message is to be sent now; none is while sending is held."""
    if find_hold(session) is not None:
        return False
    return bool(session.scalar(select(exists().where(is_due(at)))))


def is_due(at: datetime) -> ColumnElement[bool]:
    """Write down which messages are to be sent now; phones are silent at night."""
    due = or_(
        and_(OutboxMessage.state.in_(WAITING), OutboxMessage.due_at <= at),
        and_(OutboxMessage.state == MessageState.SENDING, OutboxMessage.lease_until <= at),
    )
    return and_(due, OutboxMessage.channel != Channel.PHONE.value) if is_night(at) else due
