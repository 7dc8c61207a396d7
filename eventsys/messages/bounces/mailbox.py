"""The mailbox that undeliverable mail comes back to: a folder, or one behind IMAP or POP3."""

import imaplib
import poplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from eventsys.core.settings import Settings

PATIENCE_IN_SECONDS = 30
MANY = 50
IMAPS_PORT, IMAP_PORT = 993, 143

Take = Callable[[bytes], object]
"""Deals with one mail; when it returns, the mail is done with."""


class Mailbox(Protocol):
    """Somewhere that mail can be read, each once."""

    def read(self, take: Take) -> int:
        """Hand each new mail over, and then mark it as read; count them. Raise `OSError`."""


@dataclass(frozen=True)
class Maildir:
    """A folder into which a mail server delivers; what was read moves from `new` to `cur`."""

    folder: Path

    def read(self, take: Take) -> int:
        """Read the new mails, the oldest first."""
        (self.folder / "cur").mkdir(parents=True, exist_ok=True)
        found = sorted((self.folder / "new").glob("*"))[:MANY]
        for path in found:
            take(path.read_bytes())
            path.replace(self.folder / "cur" / f"{path.name.partition(':')[0]}:2,S")
        return len(found)


@dataclass(frozen=True)
class Imap:
    """A mailbox behind IMAP, over verified TLS; what was read stays and is marked as seen."""

    url: str
    trust: ssl.SSLContext | None = None

    def read(self, take: Take) -> int:
        """Read the mails that nobody has seen."""
        parts = urlsplit(self.url)
        try:
            with self.connect(parts) as server:
                server.login(unquote(parts.username or ""), unquote(parts.password or ""))
                server.select(unquote(parts.path.lstrip("/")) or "INBOX")
                return read_unseen(server, take)
        except imaplib.IMAP4.error as error:
            raise OSError("imap") from error

    def connect(self, parts: SplitResult) -> imaplib.IMAP4:
        """Open an encrypted line."""
        trust, host = self.trust or ssl.create_default_context(), parts.hostname or ""
        if parts.scheme == "imaps":
            port = parts.port or IMAPS_PORT
            return imaplib.IMAP4_SSL(host, port, ssl_context=trust, timeout=PATIENCE_IN_SECONDS)
        server = imaplib.IMAP4(host, parts.port or IMAP_PORT, PATIENCE_IN_SECONDS)
        server.starttls(trust)
        return server


def read_unseen(server: imaplib.IMAP4, take: Take) -> int:
    """Hand over what is unseen, and mark it only then."""
    _, found = server.search(None, "UNSEEN")
    numbers = (found[0] or b"").split()[:MANY]
    for number in numbers:
        _, answer = server.fetch(number.decode(), "(BODY.PEEK[])")
        raw = next((each[1] for each in answer if isinstance(each, tuple)), b"")
        take(raw)
        server.store(number.decode(), "+FLAGS", "(\\Seen)")
    return len(numbers)


@dataclass(frozen=True)
class Pop:
    """A mailbox behind POP3, over verified TLS; what was read is deleted there."""

    url: str
    trust: ssl.SSLContext | None = None

    def read(self, take: Take) -> int:
        """Read and delete the mails that are there."""
        parts = urlsplit(self.url)
        try:
            server = self.connect(parts)
            try:
                server.user(unquote(parts.username or ""))
                server.pass_(unquote(parts.password or ""))
                return read_and_delete(server, take)
            finally:
                server.quit()  # only this deletes
        except poplib.error_proto as error:
            raise OSError("pop3") from error

    def connect(self, parts: SplitResult) -> poplib.POP3:
        """Open an encrypted line."""
        trust, host = self.trust or ssl.create_default_context(), parts.hostname or ""
        if parts.scheme == "pop3s":
            port = parts.port or poplib.POP3_SSL_PORT
            return poplib.POP3_SSL(host, port, context=trust, timeout=PATIENCE_IN_SECONDS)
        server = poplib.POP3(host, parts.port or poplib.POP3_PORT, timeout=PATIENCE_IN_SECONDS)
        server.stls(trust)
        return server


def read_and_delete(server: poplib.POP3, take: Take) -> int:
    """Hand over the first mails, and delete each only then."""
    count = min(server.stat()[0], MANY)
    for number in range(1, count + 1):
        take(b"\r\n".join(server.retr(number)[1]))
        server.dele(number)
    return count


def mailbox_of(settings: Settings) -> Mailbox | None:
    """Choose where undeliverable mail is read; None where nobody said."""
    if settings.bounce_url is None:
        return None
    parts = urlsplit(settings.bounce_url)
    if parts.scheme == "maildir":
        return Maildir(Path(unquote(parts.path)))
    if parts.scheme in {"imaps", "imap"}:
        return Imap(settings.bounce_url)
    return Pop(settings.bounce_url)
