"""What changes the ways to reach people."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.principal import Principal
from eventsys.messages.channels.models import BrokenChannel, Mute
from eventsys.messages.channels.queries import is_muted, recipient_of
from eventsys.registration.models import Registration


def break_channel(session: Session, recipient: str, reason: str, *, at: datetime) -> None:
    """Write down that an address or number does not work; harmless when repeated."""
    known = session.scalar(select(BrokenChannel).where(BrokenChannel.recipient == recipient))
    if known is None:
        session.add(BrokenChannel(recipient=recipient, reason=reason, broken_at=at))
        session.flush()


def mend_channel(
    session: Session, registration: Registration, *, at: datetime, by: Principal
) -> None:
    """Write to a registration's address or number again; harmless when repeated."""
    recipient = recipient_of(registration)
    session.execute(delete(BrokenChannel).where(BrokenChannel.recipient == recipient))
    record(session, "mend-channel", registration, {}, at=at, by=by)


def mute(session: Session, recipient: str, *, at: datetime) -> None:
    """Send an address neither reminders nor thank-yous any more; harmless when repeated."""
    if not is_muted(session, recipient):
        session.add(Mute(recipient=recipient, muted_at=at))
        session.flush()


def unmute(session: Session, recipient: str) -> None:
    """Send an address reminders and thank-yous again."""
    session.execute(delete(Mute).where(Mute.recipient == recipient))
