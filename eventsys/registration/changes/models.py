"""What an event lets people change by themselves."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model


class SelfService(Model):
    """What an event departs in from what is usual; an event without a row lets people move."""

    __tablename__ = "self_service"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    is_move_allowed: Mapped[bool]
