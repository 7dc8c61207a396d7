"""The tables of series."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model


class EventSeries(Model):
    """Several events that repeat one another."""

    __tablename__ = "event_series"

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]


class SeriesEvent(Model):
    """That an event belongs to a series; to one at most."""

    __tablename__ = "series_event"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    series_id: Mapped[int] = mapped_column(ForeignKey("event_series.id"), index=True)
