"""What changes messages: notices become messages, messages are leased, sent or given up."""

from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from eventsys.core.outbox import Notice
from eventsys.messages.models import MessageState, OutboxMessage, WorkerPulse
from eventsys.messages.queries import WAITING, is_due
from eventsys.messages.rules import LEASE, MOST_TRIES, OVERTAKEN, message_id_of, next_try_at
from eventsys.registration.models import Registration
from eventsys.registration.rules import Channel

MANY = 100
LOST = "lost"


def compose_notices(session: Session, *, base_url: str, at: datetime) -> int:
    """Make the messages of the notices that wait, oldest first; count the notices."""
    waiting = select(Notice).where(Notice.composed_at.is_(None)).order_by(Notice.id).limit(MANY)
    notices = [notice for notice in session.scalars(waiting) if claim(session, notice, at=at)]
    for notice in notices:
        if not is_overtaken(session, notice):
            compose(session, notice, base_url=base_url, at=at)
    return len(notices)


def claim(session: Session, notice: Notice, *, at: datetime) -> bool:
    """Take a notice, unless another worker was faster."""
    taken = (
        update(Notice)
        .where(Notice.id == notice.id, Notice.composed_at.is_(None))
        .values(composed_at=at)
        .returning(Notice.id)
    )
    return session.scalar(taken) is not None


def is_overtaken(session: Session, notice: Notice) -> bool:
    """Tell whether something newer is to be said of the same subject."""
    newer = exists().where(
        Notice.subject_id == notice.subject_id, Notice.revision > notice.revision
    )
    return bool(session.scalar(select(newer)))


def compose(session: Session, notice: Notice, *, base_url: str, at: datetime) -> None:
    """Make the message of a notice where there is a channel for it; what it overtakes is ended."""
    end_overtaken(session, notice)
    registration = session.get(Registration, notice.subject_id)
    is_by_mail = registration is not None and registration.contact_channel is Channel.EMAIL
    recipient = registration.contact_email if registration is not None and is_by_mail else None
    if not recipient:
        return
    session.add(
        OutboxMessage(
            notice_id=notice.id,
            kind=notice.kind,
            subject_id=notice.subject_id,
            revision=notice.revision,
            recipient=recipient,
            channel=Channel.EMAIL.value,
            message_id=message_id_of(
                notice.kind, notice.subject_id, notice.revision, recipient, base_url
            ),
            state=MessageState.QUEUED,
            tries=0,
            created_at=at,
            due_at=at,
        )
    )
    session.flush()


def end_overtaken(session: Session, notice: Notice) -> None:
    """Send nothing more of what a notice overtakes."""
    session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.subject_id == notice.subject_id,
            OutboxMessage.revision < notice.revision,
            OutboxMessage.state.in_(WAITING),
        )
        .values(state=MessageState.GIVEN_UP, failure=OVERTAKEN)
    )


def lease_message(session: Session, *, at: datetime) -> int | None:
    """Take the message that is due for the longest time, so that no other worker sends it.

    A lease that ran out belonged to a worker that died: its message is taken again, as nobody
    knows whether it left, and its Message-ID tells the recipient's server that it is the same.
    """
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


def mark_sent(session: Session, message_id: int, *, at: datetime) -> None:
    """Write down that a message left."""
    settle(session, message_id, MessageState.SENT, failure=None)
    session.get_one(OutboxMessage, message_id).sent_at = at


def put_off(
    session: Session, message_id: int, failure: str, state: MessageState, *, at: datetime
) -> None:
    """Write down that a try failed; the message is due again later, or given up visibly."""
    message = session.get_one(OutboxMessage, message_id)
    due_at = next_try_at(message.tries, at)
    if due_at is None:
        give_up(session, message_id, failure)
        return
    message.due_at = due_at
    settle(session, message_id, state, failure=failure)


def give_up(session: Session, message_id: int, failure: str) -> None:
    """Write down that a message will not be tried again, and why."""
    settle(session, message_id, MessageState.GIVEN_UP, failure=failure)


def settle(session: Session, message_id: int, state: MessageState, *, failure: str | None) -> None:
    """End a try: the message is nobody's any more."""
    message = session.get_one(OutboxMessage, message_id)
    message.state = state
    message.failure = failure
    message.lease_until = None


def beat(session: Session, *, at: datetime) -> None:
    """Write down that the worker is at work."""
    pulse = session.get(WorkerPulse, 1)
    if pulse is None:
        session.add(WorkerPulse(id=1, beat_at=at))
    else:
        pulse.beat_at = at
