"""The worker: notices become messages, messages leave, and what is to be done in time is done.

It may die at any moment. What it had not yet written down is done again, so a mail leaves at least
once, and twice only where the worker died between handing it over and writing that down.
"""

import logging
import threading
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from eventsys.core.db import db, write
from eventsys.core.failpoint import Failpoint
from eventsys.core.notice_kinds import OF_ACCOUNTS
from eventsys.core.working import keep_working
from eventsys.messages.accounts.letters import account_letter_of
from eventsys.messages.accounts.operations import compose_account_notices
from eventsys.messages.composing.operations import compose_notices
from eventsys.messages.errors import Refused, Uncertain, Unreachable
from eventsys.messages.letters import letter_of
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.messages.operations import give_up, lease_message, mark_sent, put_off
from eventsys.messages.post import Post
from eventsys.messages.queries import is_anything_due, is_anything_noticed
from eventsys.messages.rounds import Rounds
from eventsys.messages.rules import OVERTAKEN
from eventsys.messages.texts.post import TextPost
from eventsys.messages.writing import Scribe
from eventsys.registration.rules import Channel

logger = logging.getLogger(__name__)


class Needless(Exception):
    """Nobody is left whom a message is for."""


@dataclass
class Worker:
    """Does what waits; run it within the application's context, in one thread."""

    scribe: Scribe
    post: Post
    texts: TextPost
    rounds: Rounds
    failpoint: Failpoint = field(default_factory=lambda: Failpoint(None))

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop; nothing that goes wrong ends it."""
        keep_working(self.work, stop, logger)

    def work(self, at: datetime) -> int:
        """Do one round: compose what was noticed, send one message; count what was dealt with."""
        return self.rounds.go(at) + self.compose(at) + self.send_one(at)

    def compose(self, at: datetime) -> int:
        """Make messages of what was noticed; where that fails, what is made still leaves."""
        with Session(db.engine) as session:
            if not is_anything_noticed(session):
                return 0
        found = 0
        for make in (compose_account_notices, compose_notices):
            try:
                found += write(partial(make, base_url=self.scribe.base_url, at=at))
            except Exception as error:  # noqa: BLE001 -- the outbox goes on
                logger.warning("what was noticed stays: %s", type(error).__name__)
        self.failpoint.passing("composed")
        return found

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

    def deliver(self, message_id: int, at: datetime) -> None:
        """Send a leased message and write down what came of it; logs hold ids alone."""
        try:
            self.send(message_id, at)
        except Exception as error:  # noqa: BLE001 -- the outbox goes on
            self.note_failure(message_id, error, at)
            return
        self.failpoint.passing("mail-sent")
        write(partial(mark_sent, message_id=message_id, at=at))
        logger.info("message %s sent", message_id)

    def send(self, message_id: int, at: datetime) -> None:
        """Write a message as things stand now, and hand it over."""
        with Session(db.engine) as session:
            message = session.get_one(OutboxMessage, message_id)
            if message.kind in OF_ACCOUNTS:
                self.send_link(session, message, at)
                return
            letter = letter_of(session, message, self.scribe.base_url)
        if letter is None:
            raise Needless
        if message.channel == Channel.PHONE.value:
            self.texts.send(self.scribe.text(message, letter))
        else:
            self.post.send(self.scribe.mail(message, letter))

    def send_link(self, session: Session, message: OutboxMessage, at: datetime) -> None:
        """Send somebody the link to their account, if it is still good."""
        letter = account_letter_of(session, message, self.scribe.base_url, at=at)
        if letter is None:
            raise Needless
        self.post.send(self.scribe.account_mail(message, letter))

    def note_failure(self, message_id: int, error: Exception, at: datetime) -> None:
        """Write down why a try failed, without words that may be personal."""
        is_ours = isinstance(error, Unreachable | Refused | Uncertain)
        failure = str(error) if is_ours else type(error).__name__
        if isinstance(error, Needless):
            write(partial(give_up, message_id=message_id, failure=OVERTAKEN))
        elif isinstance(error, Refused):
            write(partial(give_up, message_id=message_id, failure=failure))
        else:
            state = MessageState.UNCERTAIN if isinstance(error, Uncertain) else MessageState.QUEUED
            write(partial(put_off, message_id=message_id, failure=failure, state=state, at=at))
        logger.warning("message %s not sent: %s", message_id, failure)
