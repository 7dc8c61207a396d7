"""What a delivery status notification says (RFC 3464)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message

FOR_GOOD = re.compile(r"5\.\d{1,3}\.\d{1,3}")
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
LARGEST = 1_000_000


@dataclass(frozen=True)
class Bounce:
    """That one of our mails did not arrive: its Message-ID, the status, and whether for good."""

    message_id: str
    status: str
    is_for_good: bool


def read_bounces(raw: bytes) -> list[Bounce]:
    """Read which of our mails a notification says did not arrive; none from any other mail."""
    if len(raw) > LARGEST:
        return []
    mail = message_from_bytes(raw, policy=policy.compat32)
    if mail.get_content_type() != "multipart/report":
        return []
    message_id = original_id(mail)
    if message_id is None:
        return []
    return [
        Bounce(message_id, status, FOR_GOOD.fullmatch(status) is not None)
        for status in failed_statuses(mail)
    ][:1]


def failed_statuses(mail: Message) -> Iterator[str]:
    """Give the status of each recipient for whom delivery has failed, not was merely late."""
    for part in mail.walk():
        action = str(part.get("Action", "")).strip().lower()
        found = STATUS.search(str(part.get("Status", "")))
        if action == "failed" and found is not None:
            yield found.group()


def original_id(mail: Message) -> str | None:
    """Find the Message-ID of the mail that came back, in what of it is enclosed."""
    for part in mail.walk():
        if part is not mail and part.get("Message-ID"):
            return str(part["Message-ID"]).strip()
        if part.get_content_type() == "text/rfc822-headers":
            enclosed = part.get_payload(decode=True)
            head = message_from_bytes(enclosed if isinstance(enclosed, bytes) else b"")
            if head.get("Message-ID"):
                return str(head["Message-ID"]).strip()
    return None
