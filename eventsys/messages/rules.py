"""When to try again, and what identifies a message; decided on plain values."""

from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)
LEASE = timedelta(minutes=10)
MOST_TRIES = len(WAITS) + 1
OVERTAKEN = "overtaken"
"""Why a message was given up that a newer one made needless."""


def next_try_at(tries: int, at: datetime) -> datetime | None:
    """Tell when a message is due again after its nth try failed; None where it is given up."""
    return at + WAITS[tries - 1] if tries <= len(WAITS) else None


def message_id_of(kind: str, subject_id: int, revision: int, recipient: str, base_url: str) -> str:
    """Make the Message-ID that a message has however often it is sent."""
    key = "|".join((kind, str(subject_id), str(revision), recipient, base_url))
    return f"<{sha256(key.encode()).hexdigest()[:32]}@{mail_domain(base_url)}>"


def mail_domain(base_url: str) -> str:
    """Tell the domain in our mail's addresses; an address of numbers is none."""
    host = urlsplit(base_url).hostname or ""
    is_name = "." in host and ":" not in host and not host.rpartition(".")[2].isdigit()
    return host if is_name else "localhost"
