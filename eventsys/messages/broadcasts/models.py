"""The tables of what organisers write to chosen people."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.core.text import Language
from eventsys.core.worded import Worded


class Broadcast(Model):
    """Something written to chosen people of an event; it leaves once, when it is due.

    `key` is that of the form it came with. `audience` says whom it is for, `chosen` what the form
    had. `cursor` is the last registration that was dealt with.
    """

    __tablename__ = "broadcast"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(unique=True)
    audience: Mapped[str]
    chosen: Mapped[str]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    cursor: Mapped[int] = mapped_column(default=0)
    composed_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]


class BroadcastText(Worded, Model):
    """What is written, in one language."""

    __tablename__ = "broadcast_text"
    __table_args__ = (UniqueConstraint("broadcast_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcast.id", ondelete="CASCADE"))
    language: Mapped[Language]
    subject: Mapped[str]
    body: Mapped[str]

    @property
    def words(self) -> dict[str, str]:
        """Give what is written by the name of the part."""
        return {"subject": self.subject, "body": self.body}
