"""What journeys are walked on: a served installation, and what is laid down in it by operations."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from eventsys.cli.worker import worker_of
from eventsys.core import clock
from eventsys.core.db import transaction, write
from eventsys.core.text import Language
from eventsys.events.queries import get_event
from eventsys.messages.composing.operations import compose_notices
from eventsys.messages.rules import awake_at
from eventsys.registration.queries import token_of
from tests.factories import make_event, make_registration, names_of

PATIENCE_IN_SECONDS = 40


@dataclass(frozen=True)
class Site:
    """The served installation, and the application on its database."""

    url: str
    app: Flask

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Change what the server shows."""
        with self.app.app_context(), transaction() as session:
            yield session

    def announce(self, slug: str, **changes: Any) -> str:
        """Publish an event, and give its slug."""
        titles = {Language.DANISH: "Fest i parken", Language.ARABIC: "حفلة في الحديقة"}
        values: dict[str, Any] = {"at": clock.now(), "titles": titles} | changes
        with self.writing() as session:
            make_event(session, slug=slug, **values)
        return slug

    def register(self, slug: str, number: int = 1, **changes: Any) -> str:
        """Register a number of people, and give the token of their own page."""
        values: dict[str, Any] = {"at": clock.now()} | changes
        with self.writing() as session:
            event = get_event(session, slug)
            return token_of(make_registration(session, event, *names_of(number), **values))

    def event(self, slug: str, language: str) -> str:
        """Tell the address of an event's page."""
        return f"{self.url}/{language}/events/{slug}"

    def own(self, token: str, language: str) -> str:
        """Tell the address of somebody's own page."""
        return f"{self.url}/{language}/registrations/{token}"

    def compose(self) -> None:
        """Make messages of all that was noticed, without waiting for the server's worker."""
        with self.app.app_context():
            while write(partial(compose_notices, base_url=self.url, at=clock.now())):
                pass

    def text_to(self, number: str) -> str:
        """Give what a phone got; at night this is the morning, when texts leave."""
        self.compose()
        awake = awake_at(clock.now() + timedelta(minutes=1))
        deadline = time.monotonic() + PATIENCE_IN_SECONDS
        while time.monotonic() < deadline:
            with self.app.app_context():
                worker_of(self.app.config["SETTINGS"]).send_one(awake)
            for file in self.outbox.glob("*.sms"):
                head, _, text = file.read_text(encoding="utf-8").partition("\n\n")
                if head == f"To: {number}":
                    return text.strip()
        raise AssertionError(f"nothing came to {number}")

    @property
    def outbox(self) -> Path:
        """Tell where messages are laid down."""
        return Path(self.app.config["SETTINGS"].instance) / "outbox"
