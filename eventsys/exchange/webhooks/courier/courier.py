"""The courier: news become deliveries, deliveries leave; it may die at any moment.

What it had not yet written down is done again, so news arrive at least once: twice only where it
died between a receiver's answer and its own commit, and then under the same id.
"""

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from eventsys.core.db import db, write
from eventsys.core.failpoint import Failpoint
from eventsys.core.hold import find_hold
from eventsys.core.keys import Purpose, keys
from eventsys.core.working import keep_working
from eventsys.exchange.webhooks.courier.operations import (
    compose_news,
    drop_old,
    lay_totals,
    lease_delivery,
    mark_delivered,
    note_failure,
)
from eventsys.exchange.webhooks.errors import TryFailed
from eventsys.exchange.webhooks.models import Delivery, Receiver
from eventsys.exchange.webhooks.queries import (
    find_new_totals,
    is_any_due,
    is_any_news,
    is_any_old,
)
from eventsys.exchange.webhooks.rules import sign
from eventsys.exchange.webhooks.sending import Sender

BETWEEN_LOOKS = timedelta(seconds=5)
BETWEEN_DROPS = timedelta(hours=1)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """What one try hands over, and where."""

    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Courier:
    """Brings news to their receivers; run it within the application's context, in one thread."""

    sender: Sender = field(default_factory=Sender)
    failpoint: Failpoint = field(default_factory=lambda: Failpoint(None))
    looked_at: datetime | None = None
    dropped_at: datetime | None = None

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop; nothing that goes wrong ends it."""
        keep_working(self.work, stop, logger)

    def work(self, at: datetime) -> int:
        """Do one round: totals and news become deliveries, one of which leaves; count all.

        While sending is held news wait as they are: of an event's the newest is told afterwards.
        """
        found = self.drop_old(at)
        with Session(db.engine) as session:
            if find_hold(session) is not None:
                return found
        found += self.tell_totals(at)
        with Session(db.engine) as session:
            is_told = is_any_news(session)
        if is_told:
            found += write(partial(compose_news, at=at))
            self.failpoint.passing("news-composed")
        return found + self.deliver_one(at)

    def tell_totals(self, at: datetime) -> int:
        """Lay news of totals that have changed, every few seconds."""
        if self.looked_at is not None and at - self.looked_at < BETWEEN_LOOKS:
            return 0
        self.looked_at = at
        with Session(db.engine) as session:
            changes = find_new_totals(session, at=at)
        return write(partial(lay_totals, changes=changes, at=at)) if changes else 0

    def drop_old(self, at: datetime) -> int:
        """Take what is old out of the log, now and then."""
        if self.dropped_at is not None and at - self.dropped_at < BETWEEN_DROPS:
            return 0
        self.dropped_at = at
        with Session(db.engine) as session:
            is_needed = is_any_old(session, at=at)
        return write(partial(drop_old, at=at)) if is_needed else 0

    def deliver_one(self, at: datetime) -> int:
        """Deliver what is due for the longest time; 0 where nothing is."""
        with Session(db.engine) as session:
            if not is_any_due(session, at=at):
                return 0
        leased = write(partial(lease_delivery, at=at))
        if leased is None:
            return 0
        self.failpoint.passing("delivery-leased")
        self.deliver(leased, at)
        return 1

    def deliver(self, delivery_id: int, at: datetime) -> None:
        """Hand a leased delivery over and write down what came of it; logs hold ids alone."""
        parcel = pack(delivery_id, at)
        if parcel is None:
            return
        try:
            status = self.sender.send(parcel.url, parcel.headers, parcel.body)
        except TryFailed as why:
            write(partial(note_failure, delivery_id=delivery_id, why=why, at=at))
            logger.warning("delivery %s not taken: %s", delivery_id, why.failure)
            return
        self.failpoint.passing("delivery-answered")
        write(partial(mark_delivered, delivery_id=delivery_id, status=status, at=at))
        logger.info("delivery %s taken", delivery_id)


def pack(delivery_id: int, at: datetime) -> Parcel | None:
    """Sign what is to be delivered; None where its receiver was deleted a moment ago."""
    with Session(db.engine) as session:
        delivery = session.get(Delivery, delivery_id)
        if delivery is None:
            return None
        receiver = session.get_one(Receiver, delivery.receiver_id)
        body, timestamp = delivery.body.encode(), int(at.timestamp())
        signatures = [
            sign(secret, delivery.message_id, timestamp, body)
            for secret in secrets_of(receiver, at)
        ]
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "eventsys",
            "Connection": "close",
            "webhook-id": delivery.message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": " ".join(signatures),
        }
        return Parcel(url=receiver.url, headers=headers, body=body)


def secrets_of(receiver: Receiver, at: datetime) -> list[str]:
    """Give the secrets that sign now: the newest, and the one before it for a while."""
    sealed = [receiver.secret_sealed]
    is_kept = receiver.earlier_until is not None and at < receiver.earlier_until
    if receiver.earlier_secret_sealed is not None and is_kept:
        sealed.append(receiver.earlier_secret_sealed)
    return [keys().unseal(Purpose.WEBHOOK, each) for each in sealed]
