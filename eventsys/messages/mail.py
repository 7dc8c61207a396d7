"""Mail as it leaves: text and page side by side, pictures within the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, MIMEPart
from email.utils import format_datetime

from eventsys.messages.headers import MAIL


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A PNG that the page shows as `cid:<name>`."""

    name: str
    png: bytes


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """From whom, to whom, when written, and the id that is the same however often it is sent."""

    sender: str
    recipient: str
    message_id: str
    written_at: datetime
    language: str
    mute_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A calendar that goes with a mail; `method` says what is to be done with it."""

    calendar: bytes
    method: str


def write_mail(
    envelope: Envelope,
    *,
    text: str,
    page: str,
    pictures: Sequence[Picture],
    attachment: Attachment | None = None,
) -> EmailMessage:
    """Put a mail together; the first line of the text is its subject.

    Raise `ValueError` where a line break stands in a header.
    """
    subject, _, body = text.lstrip().partition("\n")
    mail = EmailMessage(policy=MAIL)
    mail["From"] = envelope.sender
    mail["To"] = envelope.recipient
    mail["Subject"] = subject.strip()
    mail["Date"] = format_datetime(envelope.written_at)
    mail["Message-ID"] = envelope.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(body.strip() + "\n", cte="quoted-printable")
    mail.add_alternative(page, subtype="html", cte="quoted-printable")
    add_pictures(mail, pictures)
    if attachment is not None:
        add_calendar(mail, attachment)
    mail["Content-Language"] = envelope.language  # set before, it would move into a part
    if envelope.mute_url:
        mail["List-Unsubscribe"] = f"<{envelope.mute_url}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return mail


def add_calendar(mail: EmailMessage, attachment: Attachment) -> None:
    """Lay a calendar behind the text; mail programs offer to take it over."""
    mail.add_attachment(
        attachment.calendar.decode(),
        subtype="calendar",
        filename="event.ics",
        params={"method": attachment.method},
    )


def add_pictures(mail: EmailMessage, pictures: Sequence[Picture]) -> None:
    """Lay the pictures beside the page that shows them."""
    page = mail.get_payload(1)
    if not isinstance(page, MIMEPart):
        raise TypeError(page)
    for picture in pictures:
        page.add_related(
            picture.png,
            "image",
            "png",
            cid=f"<{picture.name}>",
            filename=f"{picture.name}.png",
            disposition="inline",
        )
