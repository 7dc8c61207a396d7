"""What organisers do with messages: send one again, settle a call, send one to themselves."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.outbox import NoticeKind
from eventsys.core.principal import Principal
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.messages.channels.queries import recipient_of
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.messages.rules import message_id_of
from eventsys.registration.models import Registration
from eventsys.registration.rules import Channel

UNDER_WAY = (MessageState.QUEUED, MessageState.SENDING, MessageState.UNCERTAIN)


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What an organiser wants to see in their own mailbox."""

    kind: NoticeKind
    language: Language
    recipient: str


def resend(
    session: Session, message: OutboxMessage, base_url: str, *, at: datetime, by: Principal
) -> bool:
    """Send a message again, to where its contact is reached now; False where it cannot be.

    One that is still under way is left alone, so that nobody gets it twice.
    """
    registration = session.get(Registration, message.registration_id or 0)
    recipient = recipient_of(registration) if registration else message.recipient
    if message.state in UNDER_WAY or recipient is None:
        return False
    message.recipient = recipient
    message.channel = registration.contact_channel.value if registration else message.channel
    message.resends += 1
    message.message_id = message_id_of(
        message.kind, message.subject_id, message.revision, recipient, base_url, message.resends
    )
    message.state, message.tries, message.failure = MessageState.QUEUED, 0, None
    message.due_at, message.sent_at = at, None
    record(session, "resend", message, {}, at=at, by=by)
    return True


def settle_call(session: Session, message: OutboxMessage, *, at: datetime, by: Principal) -> None:
    """Write down that somebody was called; harmless when repeated."""
    if message.settled_at is None:
        message.settled_at = at
        record(session, "settle-call", message, {}, at=at, by=by)


def send_trial(
    session: Session, event: Event, trial: Trial, base_url: str, *, at: datetime
) -> None:
    """Send an organiser what people would get about an event, with a ticket that admits nobody."""
    earlier = select(func.min(OutboxMessage.revision)).where(
        OutboxMessage.kind == trial.kind, OutboxMessage.subject_id == event.id
    )
    revision = min(session.scalar(earlier) or 0, 0) - 1  # below those of people's own messages
    session.add(
        OutboxMessage(
            event_id=event.id,
            language=trial.language,
            kind=trial.kind,
            subject_id=event.id,
            revision=revision,
            recipient=trial.recipient,
            channel=Channel.EMAIL.value,
            message_id=message_id_of(trial.kind, event.id, revision, trial.recipient, base_url),
            created_at=at,
            due_at=at,
        )
    )
    session.flush()
