"""How text messages leave: as files in the instance's folder, or through a gateway."""

import json
import os
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from eventsys.core.settings import Settings
from eventsys.messages.errors import Refused, Uncertain, Unreachable

PATIENCE_IN_SECONDS = 30
TAKEN = range(200, 300)
LATER = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}
FOR_GOOD = range(400, 500)


@dataclass(frozen=True, kw_only=True)
class TextMessage:
    """What goes to a phone, and the id that is the same however often it is tried."""

    message_id: str
    recipient: str
    text: str


class TextPost(Protocol):
    """Something that takes text messages; it raises `Unreachable`, `Refused` or `Uncertain`."""

    def send(self, message: TextMessage) -> None:
        """Hand over one message; it is taken when this returns."""


@dataclass(frozen=True)
class FileTexts:
    """Writes each message as one `.sms` file; the same message again replaces its own file."""

    folder: Path

    def send(self, message: TextMessage) -> None:
        """Write the file whole or not at all."""
        name = sha256(message.message_id.encode()).hexdigest()[:32]
        draft = self.folder / f".{name}.part"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with draft.open("w", encoding="utf-8") as file:
                file.write(f"To: {message.recipient}\n\n{message.text}\n")
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self.folder / f"{name}.sms")
        except OSError as error:
            raise Unreachable(error.strerror) from error


@dataclass(frozen=True)
class GatewayTexts:
    """Posts each message to a gateway as JSON; `Idempotency-Key` is the message's own id.

    A user and a password in the address sign in; `?from=` names the sender.
    """

    url: str
    patience: float = PATIENCE_IN_SECONDS

    def send(self, message: TextMessage) -> None:
        """Hand over one message on a connection of its own."""
        parts = urlsplit(self.url)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=self.patience)
        try:
            connection.connect()
        except OSError as error:
            raise Unreachable(type(error).__name__) from error
        try:
            connection.request("POST", parts.path or "/", self.body(message), self.head(message))
            status = connection.getresponse().status
        except (OSError, HTTPException) as error:
            raise Uncertain(type(error).__name__) from error
        finally:
            connection.close()
        judge(status)

    def body(self, message: TextMessage) -> bytes:
        """Write what the gateway is asked for."""
        sender = parse_qs(urlsplit(self.url).query).get("from", [""])[0]
        asked = {"to": message.recipient, "text": message.text}
        return json.dumps(asked | ({"from": sender} if sender else {})).encode()

    def head(self, message: TextMessage) -> dict[str, str]:
        """Write who asks, and which message it is."""
        parts = urlsplit(self.url)
        head = {"Content-Type": "application/json", "Idempotency-Key": message.message_id}
        if parts.username is not None:
            pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            head["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
        return head


def judge(status: int) -> None:
    """Raise what a gateway's answer means, but for one that took the message."""
    if status in TAKEN:
        return
    if status in FOR_GOOD and status not in LATER:
        raise Refused(f"gateway {status}")
    raise Unreachable(f"gateway {status}")


def texts_of(settings: Settings) -> TextPost:
    """Choose how text messages leave this installation."""
    if settings.sms_url is None:
        return FileTexts(settings.instance / "outbox")
    return GatewayTexts(settings.sms_url)
