"""The worker: notices become messages, messages leave, offers end, the audit log is sealed.

It may die at any moment. What it had not yet written down is done again, so a mail leaves at least
once, and twice only where the worker died between handing it over and writing that down.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from functools import partial

from sqlalchemy.orm import Session

from eventsys.core import clock
from eventsys.core.audit import seal_entries
from eventsys.core.db import db, write
from eventsys.core.failpoint import Failpoint
from eventsys.core.text import Language
from eventsys.messages.errors import Refused, Uncertain, Unreachable
from eventsys.messages.letters import letter_of
from eventsys.messages.mail import Envelope, write_mail
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.messages.operations import (
    beat,
    compose_notices,
    give_up,
    lease_message,
    mark_sent,
    put_off,
)
from eventsys.messages.post import Post
from eventsys.messages.queries import is_anything_due, is_anything_noticed
from eventsys.registration.waitlist.operations import keep_waitlists
from eventsys.registration.waitlist.queries import is_anything_to_do

PAUSE_IN_SECONDS = 1.0
BETWEEN_BEATS = timedelta(seconds=20)
BETWEEN_SEALS = timedelta(minutes=1)
BETWEEN_OFFERS = timedelta(seconds=5)

logger = logging.getLogger(__name__)

Render = Callable[[str, Language, Mapping[str, object]], str]
"""Fills a template in a language: `render("emails/registered.txt", language, values)`."""


@dataclass
class Worker:
    """Does what waits; run it within the application's context, in one thread."""

    render: Render
    post: Post
    sender: str
    base_url: str
    failpoint: Failpoint = field(default_factory=lambda: Failpoint(None))
    beat_at: datetime | None = None
    sealed_at: datetime | None = None
    offered_at: datetime | None = None

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop; nothing that goes wrong ends it."""
        pause = 0.0
        while not stop.wait(pause):
            try:
                pause = 0.0 if self.work(clock.now()) else PAUSE_IN_SECONDS
            except Exception as error:  # noqa: BLE001 -- the outbox goes on
                logger.warning("the worker stumbled: %s", type(error).__name__)
                pause = PAUSE_IN_SECONDS

    def work(self, at: datetime) -> int:
        """Do one round: compose what was noticed, send one message; count what was dealt with."""
        self.keep_time(at)
        with Session(db.engine) as session:
            is_noticed = is_anything_noticed(session)
        composed = 0
        if is_noticed:
            composed = write(partial(compose_notices, base_url=self.base_url, at=at))
        return composed + self.send_one(at)

    def send_one(self, at: datetime) -> int:
        """Send the message that is due for the longest time; 0 where none is."""
        with Session(db.engine) as session:
            if not is_anything_due(session, at=at):
                return 0
        leased = write(partial(lease_message, at=at))
        if leased is None:
            return 0
        self.deliver(leased, at)
        return 1

    def keep_time(self, at: datetime) -> None:
        """Give a sign of life, seal the audit log each minute, and look after waiting lists."""
        if self.beat_at is None or at - self.beat_at >= BETWEEN_BEATS:
            write(partial(beat, at=at))
            self.beat_at = at
        if self.sealed_at is None or at - self.sealed_at >= BETWEEN_SEALS:
            write(seal_entries)
            self.sealed_at = at

        if self.offered_at is None or at - self.offered_at >= BETWEEN_OFFERS:
            self.keep_offers(at)
            self.offered_at = at

    def keep_offers(self, at: datetime) -> None:
        """Let offers run out, and offer what is free to those who wait."""
        with Session(db.engine) as session:
            is_needed = is_anything_to_do(session, at=at)
        if is_needed:
            write(partial(keep_waitlists, at=at))

    def deliver(self, message_id: int, at: datetime) -> None:
        """Send a leased message and write down what came of it; logs hold ids alone."""
        try:
            self.post.send(self.mail_of(message_id))
        except Exception as error:  # noqa: BLE001 -- the outbox goes on
            self.note_failure(message_id, error, at)
            return
        self.failpoint.passing("mail-sent")
        write(partial(mark_sent, message_id=message_id, at=at))
        logger.info("message %s sent", message_id)

    def note_failure(self, message_id: int, error: Exception, at: datetime) -> None:
        """Write down why a try failed, without words that may be personal."""
        is_ours = isinstance(error, Unreachable | Refused | Uncertain)
        failure = str(error) if is_ours else type(error).__name__
        if isinstance(error, Refused):
            write(partial(give_up, message_id=message_id, failure=failure))
        else:
            state = MessageState.UNCERTAIN if isinstance(error, Uncertain) else MessageState.QUEUED
            write(partial(put_off, message_id=message_id, failure=failure, state=state, at=at))
        logger.warning("message %s not sent: %s", message_id, failure)

    def mail_of(self, message_id: int) -> EmailMessage:
        """Write the mail of a message in its language."""
        with Session(db.engine) as session:
            message = session.get_one(OutboxMessage, message_id)
            letter = letter_of(session, message, self.base_url)
            envelope = Envelope(
                sender=self.sender,
                recipient=message.recipient,
                message_id=message.message_id,
                written_at=message.created_at,
                language=letter.language,
            )
        return write_mail(
            envelope,
            text=self.render(f"emails/{letter.template}.txt", letter.language, letter.values),
            page=self.render(f"emails/{letter.template}.html", letter.language, letter.values),
            pictures=letter.pictures,
        )
