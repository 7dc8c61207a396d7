"""The table of how events take people in; an event without a row takes them at once."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.events.intake.rules import WaitlistOrder, Way


class Intake(Model):
    """How an event takes people in, where that is not the usual way."""

    __tablename__ = "intake"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    way: Mapped[Way]
    has_waitlist: Mapped[bool]
    waitlist_order: Mapped[WaitlistOrder]
    drawn_at: Mapped[datetime | None]
