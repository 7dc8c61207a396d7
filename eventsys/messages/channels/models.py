"""The tables of addresses that do not work, and of those that want fewer messages."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model


class BrokenChannel(Model):
    """An address or number that a message came back from for good."""

    __tablename__ = "broken_channel"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(unique=True, info={"personal": "K2"})
    reason: Mapped[str]
    broken_at: Mapped[datetime]


class Mute(Model):
    """An address that wants neither reminders nor thank-yous."""

    __tablename__ = "mute"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(unique=True, info={"personal": "K2"})
    muted_at: Mapped[datetime]
