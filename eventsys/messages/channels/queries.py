"""What is asked of ways to reach people."""

from collections.abc import Iterable

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from eventsys.messages.channels.models import BrokenChannel, Mute
from eventsys.registration.models import Registration
from eventsys.registration.rules import Channel


def recipient_of(registration: Registration) -> str | None:
    """Tell the address or number that a registration's messages go to; None where there is none."""
    by_channel = {
        Channel.EMAIL: registration.contact_email,
        Channel.PHONE: registration.contact_phone,
        Channel.NONE: None,
    }
    return by_channel[registration.contact_channel] or None


def list_broken(session: Session, recipients: Iterable[str | None]) -> frozenset[str]:
    """List those of some addresses and numbers that do not work."""
    asked = {recipient for recipient in recipients if recipient}
    broken = select(BrokenChannel.recipient).where(BrokenChannel.recipient.in_(asked))
    return frozenset(session.scalars(broken))


def is_muted(session: Session, recipient: str) -> bool:
    """Tell whether an address wants neither reminders nor thank-yous."""
    return bool(session.scalar(select(exists().where(Mute.recipient == recipient))))
