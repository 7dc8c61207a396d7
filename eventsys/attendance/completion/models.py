"""The table of completion rules."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model


class CompletionRule(Model):
    """To how many of the held occasions one must come; the newest row of an event is in force.

    `planned` is how many occasions there were when it was made. A change after the first occasion
    has a reason.
    """

    __tablename__ = "completion_rule"
    __table_args__ = (CheckConstraint("needed BETWEEN 1 AND planned", name="needed"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    needed: Mapped[int]
    planned: Mapped[int]
    reason: Mapped[str | None]
    made_at: Mapped[datetime]
    made_by: Mapped[str]
