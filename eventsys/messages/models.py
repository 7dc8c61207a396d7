"""The tables of messages on their way, and of the worker's pulse."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.core.outbox import NoticeKind
from eventsys.core.text import Language


class MessageState(StrEnum):
    """Where a message stands on its way."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    GIVEN_UP = "given-up"


class OutboxMessage(Model):
    """One message to one recipient by one channel about one revision of one subject.

    The subject is a registration, an event or an occasion, as the kind has it. Without a
    registration it is a trial that an organiser sends to themselves, in the language given;
    without an event it is about somebody's account.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        UniqueConstraint("kind", "subject_id", "revision", "recipient", "channel"),
        Index("ix_outbox_message_state_due_at", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), index=True
    )
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"), index=True)
    language: Mapped[Language | None]
    kind: Mapped[NoticeKind]
    subject_id: Mapped[int]
    revision: Mapped[int]
    recipient: Mapped[str] = mapped_column(info={"personal": "K7"})
    channel: Mapped[str]
    message_id: Mapped[str] = mapped_column(index=True)
    state: Mapped[MessageState] = mapped_column(default=MessageState.QUEUED)
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    failure: Mapped[str | None]
    resends: Mapped[int] = mapped_column(default=0)
    settled_at: Mapped[datetime | None]


class WorkerPulse(Model):
    """When the worker was last at work; one row."""

    __tablename__ = "worker_pulse"

    id: Mapped[int] = mapped_column(primary_key=True)
    beat_at: Mapped[datetime]
