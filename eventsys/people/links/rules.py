"""What a link to an account is for, and how long it is good, decided on plain values."""

from datetime import datetime, timedelta
from enum import StrEnum


class LinkPurpose(StrEnum):
    """Why somebody chooses a passphrase: they are invited, or have lost theirs."""

    INVITATION = "invitation"
    RECOVERY = "recovery"


GOOD_FOR = {
    LinkPurpose.INVITATION: timedelta(hours=72),
    LinkPurpose.RECOVERY: timedelta(minutes=30),
}


def good_until(purpose: LinkPurpose, at: datetime) -> datetime:
    """Tell until when a link made at a moment is good."""
    return at + GOOD_FOR[purpose]
