"""What the worker does now and then beside sending: pulse, seals, reminders, surveys, proofs."""

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from eventsys.core.audit_anchor import read_anchor, write_anchor
from eventsys.core.audit_chain import Anchor, find_tip, holds, seal_entries
from eventsys.core.db import db, write
from eventsys.core.failpoint import Failpoint
from eventsys.messages.bounces.mailbox import Mailbox
from eventsys.messages.bounces.operations import take_back
from eventsys.messages.broadcasts.operations import compose_broadcasts
from eventsys.messages.broadcasts.queries import find_due
from eventsys.messages.operations import beat
from eventsys.messages.proving import prove_sums
from eventsys.messages.surveying import keep_waves, mix_waves
from eventsys.messages.surveys.operations import compose_surveys
from eventsys.messages.timely.operations import compose_reminders, compose_thanks
from eventsys.registration.waitlist.offers.queries import is_anything_to_do
from eventsys.registration.waitlist.operations import keep_waitlists

BETWEEN_BEATS = timedelta(seconds=20)
BETWEEN_SEALS = timedelta(minutes=1)
BETWEEN_OFFERS = timedelta(seconds=5)
BETWEEN_LOOKS = timedelta(minutes=1)
BETWEEN_KEEPINGS = timedelta(minutes=5)
BETWEEN_PROOFS = timedelta(minutes=10)
BETWEEN_READINGS = timedelta(minutes=5)

logger = logging.getLogger(__name__)

Duty = Callable[[datetime], int]
"""Does what is due at a moment and counts it; what is left over is done in the next round."""


@dataclass
class Rounds:
    """Does each duty when its time has come; one that found something comes again at once."""

    base_url: str
    mailbox: Mailbox | None = None
    instance: Path | None = None
    """The folder that the newest link of the audit log's chain is written down in."""
    others: Sequence[tuple[str, timedelta, Duty]] = ()
    """What other packages have to do now and then: a name, how often, the duty."""
    failpoint: Failpoint = field(default_factory=lambda: Failpoint(None))
    done_at: dict[str, datetime] = field(default_factory=dict)

    def go(self, at: datetime) -> int:
        """Do the duties whose time has come; count what they found."""
        duties: tuple[tuple[str, timedelta, Duty], ...] = (
            ("beat", BETWEEN_BEATS, give_sign_of_life),
            ("seal", BETWEEN_SEALS, self.seal),
            ("offer", BETWEEN_OFFERS, keep_offers),
            ("broadcast", BETWEEN_OFFERS, self.write_broadcasts),
            ("remind", BETWEEN_LOOKS, self.remind),
            ("thank", BETWEEN_LOOKS, self.thank),
            ("ask", BETWEEN_KEEPINGS, keep_waves),
            ("survey", BETWEEN_LOOKS, self.write_surveys),
            ("mix", BETWEEN_PROOFS, mix_waves),
            ("prove", BETWEEN_PROOFS, prove_sums),
            ("bounces", BETWEEN_READINGS, self.read_bounces),
            *self.others,
        )
        return sum(self.do(*duty, at) for duty in duties)

    def do(self, name: str, pause: timedelta, duty: Duty, at: datetime) -> int:
        """Do one duty, unless it was done a moment ago."""
        done_at = self.done_at.get(name)
        if done_at is not None and at - done_at < pause:
            return 0
        found = self.attempt(name, duty, at)
        if not found:
            self.done_at[name] = at
        return found

    @staticmethod
    def attempt(name: str, duty: Duty, at: datetime) -> int:
        """Do one duty; one that fails is tried again later, and holds up no other and no mail."""
        try:
            return duty(at)
        except Exception as error:  # noqa: BLE001 -- the outbox goes on
            logger.warning("the duty %s failed: %s", name, type(error).__name__)
            return 0

    def seal(self, _: datetime) -> int:
        """Seal the audit log; the anchor follows only a chain that still holds it."""
        found, tip = write(seal_and_look)
        if self.instance is None:
            return found
        anchor = read_anchor(self.instance)
        with Session(db.engine) as session:
            is_held = holds(session, anchor)
        if not is_held:
            logger.error("the audit log lacks link %s, see 'eventsys doctor'", anchor.number)
        elif tip != anchor:
            write_anchor(self.instance, tip)
        return found

    def remind(self, at: datetime) -> int:
        """Make the reminders whose time has come."""
        return write(partial(compose_reminders, base_url=self.base_url, at=at))

    def thank(self, at: datetime) -> int:
        """Make the thank-yous whose time has come."""
        return write(partial(compose_thanks, base_url=self.base_url, at=at))

    def write_surveys(self, at: datetime) -> int:
        """Make the messages about questionnaires whose time has come."""
        return write(partial(compose_surveys, base_url=self.base_url, at=at))

    def write_broadcasts(self, at: datetime) -> int:
        """Make the next messages of what organisers wrote to people, once its time has come.

        One that cannot be written holds up none of the others.
        """
        stuck: set[int] = set()
        with Session(db.engine) as session:
            while (due := find_due(session, at, stuck)) is not None:
                try:
                    found = write(partial(self.write_slice, at=at, besides=stuck))
                except Exception as error:  # noqa: BLE001 -- the outbox goes on
                    logger.warning(
                        "broadcast %s cannot be written: %s", due.id, type(error).__name__
                    )
                    stuck.add(due.id)
                else:
                    self.failpoint.passing("slice-stored")
                    return found
        return 0

    def write_slice(self, session: Session, *, at: datetime, besides: Collection[int]) -> int:
        """Make some messages of one broadcast that is due."""
        found = compose_broadcasts(session, base_url=self.base_url, at=at, besides=besides)
        session.flush()
        self.failpoint.passing("slice-made")
        return found

    def read_bounces(self, at: datetime) -> int:
        """Read what came back; a mailbox that is away is read the next time."""
        if self.mailbox is None:
            return 0
        try:
            self.mailbox.read(lambda raw: write(partial(take_back, raw=raw, at=at)))
        except OSError as error:
            logger.warning("the bounces cannot be read: %s", type(error).__name__)
        return 0


def give_sign_of_life(at: datetime) -> int:
    """Write down that the worker is at work."""
    write(partial(beat, at=at))
    return 0


def seal_and_look(session: Session) -> tuple[int, Anchor]:
    """Seal what is not sealed; count it, and give the newest link."""
    found = seal_entries(session)
    session.flush()
    return found, find_tip(session)


def keep_offers(at: datetime) -> int:
    """Let offers run out, and offer what is free to those who wait."""
    with Session(db.engine) as session:
        is_needed = is_anything_to_do(session, at=at)
    if is_needed:
        write(partial(keep_waitlists, at=at))
    return 0
