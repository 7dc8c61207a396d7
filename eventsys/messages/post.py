"""How mail leaves: as files in the instance's folder, or through a mail server."""

import os
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from eventsys.core.settings import Settings
from eventsys.messages.errors import Refused, Uncertain, Unreachable
from eventsys.messages.rules import mail_domain

PATIENCE_IN_SECONDS = 30
REFUSED_FOR_GOOD = range(500, 600)
SUBMISSION_PORT = 587
SUBMISSIONS_PORT = 465


class Post(Protocol):
    """Something that takes mail; it raises `Unreachable`, `Refused` or `Uncertain`."""

    def send(self, mail: EmailMessage) -> None:
        """Hand over one mail; it is taken when this returns."""


@dataclass(frozen=True)
class FilePost:
    """Writes each mail as one `.eml` file; the same message again replaces its own file."""

    folder: Path

    def send(self, mail: EmailMessage) -> None:
        """Write the file whole or not at all."""
        name = sha256(mail["Message-ID"].encode()).hexdigest()[:32]
        draft = self.folder / f".{name}.part"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with draft.open("wb") as file:
                file.write(mail.as_bytes())
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self.folder / f"{name}.eml")
        except OSError as error:
            raise Unreachable(error.strerror) from error


@dataclass(frozen=True)
class SmtpPost:
    """Hands each mail to a mail server, over TLS whose certificate is verified."""

    url: str
    trust: ssl.SSLContext | None = None
    patience: float = PATIENCE_IN_SECONDS

    def send(self, mail: EmailMessage) -> None:
        """Hand over one mail on a connection of its own."""
        try:
            with self.connect() as server:
                announce(server, mail)
                hand_over(server, mail)
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(kind_of(error)) from error

    def connect(self) -> smtplib.SMTP:
        """Open a connection that is encrypted and, where the address has a user, signed in."""
        parts = urlsplit(self.url)
        trust = self.trust or ssl.create_default_context()
        server = open_line(parts, trust, self.patience)
        try:
            if parts.scheme == "smtp":
                server.starttls(context=trust)
            if parts.username is not None:
                server.login(unquote(parts.username), unquote(parts.password or ""))
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
        return server


def open_line(parts: SplitResult, trust: ssl.SSLContext, patience: float) -> smtplib.SMTP:
    """Connect by the address's scheme and port."""
    host = parts.hostname or ""
    if parts.scheme == "smtps":
        port = parts.port or SUBMISSIONS_PORT
        return smtplib.SMTP_SSL(host, port, timeout=patience, context=trust)
    return smtplib.SMTP(host, parts.port or SUBMISSION_PORT, timeout=patience)


def announce(server: smtplib.SMTP, mail: EmailMessage) -> None:
    """Say from whom and to whom; an address refused for good raises `Refused`."""
    server.ehlo_or_helo_if_needed()
    code, _ = server.mail(mail["From"].addresses[0].addr_spec)
    if not is_taken(code):
        raise Unreachable(f"sender {code}")
    code, _ = server.rcpt(mail["To"].addresses[0].addr_spec)
    if code in REFUSED_FOR_GOOD:
        raise Refused(f"recipient {code}")
    if not is_taken(code):
        raise Unreachable(f"recipient {code}")


def hand_over(server: smtplib.SMTP, mail: EmailMessage) -> None:
    """Send the mail itself; nobody knows what became of it when the line breaks here."""
    try:
        code, _ = server.data(mail.as_bytes())
    except smtplib.SMTPDataError as error:
        code = error.smtp_code
    except (OSError, smtplib.SMTPException) as error:
        raise Uncertain(kind_of(error)) from error
    if code in REFUSED_FOR_GOOD:
        raise Refused(f"content {code}")
    if not is_taken(code):
        raise Unreachable(f"content {code}")


def is_taken(code: int) -> bool:
    """Tell whether the server agreed."""
    return code in range(200, 300)


def kind_of(error: Exception) -> str:
    """Name an error without what the server said, which may quote an address."""
    code = getattr(error, "smtp_code", None)
    return type(error).__name__ if code is None else f"{type(error).__name__} {code}"


def post_of(settings: Settings) -> Post:
    """Choose how mail leaves this installation."""
    if settings.smtp_url is None:
        return FilePost(settings.instance / "outbox")
    return SmtpPost(settings.smtp_url)


def sender_of(settings: Settings) -> str:
    """Tell the address mail comes from: `?from=` of the SMTP address, else one at our own host."""
    asked = parse_qs(urlsplit(settings.smtp_url or "").query).get("from")
    return asked[0] if asked else f"no-reply@{mail_domain(settings.base_url)}"
