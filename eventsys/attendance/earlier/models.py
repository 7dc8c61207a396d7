"""The table of figures of earlier years."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model


class EarlierFigure(Model):
    """How many there were at an event of an earlier year, with what was counted and who says so.

    It is never mixed with what this system counted itself.
    """

    __tablename__ = "earlier_figure"
    __table_args__ = (
        UniqueConstraint("year", "key"),
        CheckConstraint("figure >= 0", name="figure"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    event_name: Mapped[str]
    counts: Mapped[str]
    figure: Mapped[int]
    source: Mapped[str]
    key: Mapped[str]
    created_at: Mapped[datetime]
    created_by: Mapped[str]
