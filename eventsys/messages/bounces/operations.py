"""What a mail that came back changes."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.messages.bounces.reports import Bounce, read_bounces
from eventsys.messages.channels.operations import break_channel
from eventsys.messages.models import MessageState, OutboxMessage


def take_back(session: Session, raw: bytes, *, at: datetime) -> bool:
    """Write down what a notification says; True where it was about a mail of ours."""
    known = [note(session, bounce, at=at) for bounce in read_bounces(raw)]
    return any(known)


def note(session: Session, bounce: Bounce, *, at: datetime) -> bool:
    """Give up the message that came back; where that is for good, its address too."""
    message = session.scalar(
        select(OutboxMessage).where(OutboxMessage.message_id == bounce.message_id)
    )
    if message is None:
        return False
    message.state = MessageState.GIVEN_UP
    message.failure = f"bounced {bounce.status}"
    message.lease_until = None
    message.settled_at = None
    if bounce.is_for_good and message.registration_id is not None:
        break_channel(session, message.recipient, bounce.status, at=at)
    session.flush()
    return True
