"""What changes messages on their way: they are leased, sent, put off, or given up."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventsys.core.hold import find_hold
from eventsys.messages.models import MessageState, OutboxMessage, WorkerPulse
from eventsys.messages.queries import is_due
from eventsys.messages.rules import LEASE, MOST_TRIES, awake_at, next_try_at
from eventsys.registration.rules import Channel

LOST = "lost"


def lease_message(session: Session, *, at: datetime) -> int | None:
    """Take the message that is due for the longest time, so that no other worker sends it.

    A lease that ran out belonged to a worker that died: its message is taken again, as nobody
    knows whether it left, and its Message-ID tells the recipient's server that it is the same.
    """
    if find_hold(session) is not None:
        return None
    give_up_lost(session, at=at)
    oldest = select(OutboxMessage.id).where(is_due(at)).order_by(OutboxMessage.due_at).limit(1)
    return session.scalar(
        update(OutboxMessage)
        .where(OutboxMessage.id == oldest.scalar_subquery(), is_due(at))
        .values(state=MessageState.SENDING, lease_until=at + LEASE, tries=OutboxMessage.tries + 1)
        .returning(OutboxMessage.id)
    )


def give_up_lost(session: Session, *, at: datetime) -> None:
    """Give up messages over whose last try a worker died."""
    session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.state == MessageState.SENDING,
            OutboxMessage.lease_until <= at,
            OutboxMessage.tries >= MOST_TRIES,
        )
        .values(state=MessageState.GIVEN_UP, failure=LOST)
    )


def doubt_underway(session: Session) -> int:
    """Say of what was being sent that it may have left or not; count it.

    So it is in a backup that was put back: nobody knows any more.
    """
    doubted = session.scalars(
        update(OutboxMessage)
        .where(OutboxMessage.state == MessageState.SENDING)
        .values(state=MessageState.UNCERTAIN, lease_until=None)
        .returning(OutboxMessage.id)
    )
    return len(doubted.all())


def mark_sent(session: Session, message_id: int, *, at: datetime) -> None:
    """Write down that a message left."""
    message = settle(session, message_id, MessageState.SENT, failure=None)
    if message is not None:
        message.sent_at = at


def put_off(
    session: Session, message_id: int, failure: str, state: MessageState, *, at: datetime
) -> None:
    """Write down that a try failed; the message is due again later, or given up visibly."""
    message = session.get(OutboxMessage, message_id)
    if message is None:
        return
    due_at = next_try_at(message.tries, at)
    if due_at is None:
        give_up(session, message_id, failure)
        return
    message.due_at = awake_at(due_at) if message.channel == Channel.PHONE else due_at
    settle(session, message_id, state, failure=failure)


def give_up(session: Session, message_id: int, failure: str) -> None:
    """Write down that a message will not be tried again, and why."""
    settle(session, message_id, MessageState.GIVEN_UP, failure=failure)


def settle(
    session: Session, message_id: int, state: MessageState, *, failure: str | None
) -> OutboxMessage | None:
    """End a try: the message is nobody's any more.

    None where its recipient was forgotten meanwhile, and the message with them.
    """
    message = session.get(OutboxMessage, message_id)
    if message is not None:
        message.state = state
        message.failure = failure
        message.lease_until = None
    return message


def beat(session: Session, *, at: datetime) -> None:
    """Write down that the worker is at work."""
    pulse = session.get(WorkerPulse, 1)
    if pulse is None:
        session.add(WorkerPulse(id=1, beat_at=at))
    else:
        pulse.beat_at = at
