"""The tables of receivers, of what was delivered to them, and of the totals that were told."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.core.news import NewsKind
from eventsys.exchange.webhooks.rules import DeliveryState, Failure


class Receiver(Model):
    """A program elsewhere that is told news; its kinds stand among the wishes.

    `failing_since` is the first failure after which nothing arrived, and `rests_until` keeps the
    courier from asking a receiver that is away for each of its deliveries.
    """

    __tablename__ = "receiver"

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
    url: Mapped[str]
    secret_sealed: Mapped[bytes]
    earlier_secret_sealed: Mapped[bytes | None]
    earlier_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    failures: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None]
    rests_until: Mapped[datetime | None]
    switched_off_at: Mapped[datetime | None]


class Delivery(Model):
    """News for one receiver: always the same id and the same bytes, however often it is tried.

    `tries_before` are the tries before somebody pressed for another round.
    """

    __tablename__ = "delivery"
    __table_args__ = (Index("ix_delivery_state_due_at", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    receiver_id: Mapped[int] = mapped_column(
        ForeignKey("receiver.id", ondelete="CASCADE"), index=True
    )
    message_id: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[NewsKind]
    body: Mapped[str]
    state: Mapped[DeliveryState] = mapped_column(default=DeliveryState.QUEUED)
    tries: Mapped[int] = mapped_column(default=0)
    tries_before: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(index=True)
    due_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    status: Mapped[int | None]
    failure: Mapped[Failure | None]


class ToldTotals(Model):
    """Up to which change the totals of an event were told, and when."""

    __tablename__ = "told_totals"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    changes: Mapped[int]
    told_at: Mapped[datetime]
