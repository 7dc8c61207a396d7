"""The table of those who are to be called as there are fewer places than people."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model


class OverbookedCall(Model):
    """A registration of which so many people hold a place too many, until somebody has called."""

    __tablename__ = "overbooked_call"
    __table_args__ = (CheckConstraint("size > 0", name="size"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), unique=True)
    size: Mapped[int]
    marked_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
