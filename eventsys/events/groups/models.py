"""The table of how large groups may be; an event without a row takes the usual number."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model


class EventGroups(Model):
    """How many places one group may have at an event, where that is not the usual number."""

    __tablename__ = "event_groups"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    largest: Mapped[int]
