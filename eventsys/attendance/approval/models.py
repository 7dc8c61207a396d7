"""The table of approved numbers; what changes later stands beside them and changes none."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.attendance.approval.rules import Method
from eventsys.core.db import Model


class ApprovedAttendance(Model):
    """An event's number as somebody approved it, with its parts; the newest row is in force."""

    __tablename__ = "approved_attendance"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    number: Mapped[int]
    method: Mapped[Method]
    admitted: Mapped[int]
    walk_ins: Mapped[int]
    head_count: Mapped[int | None]
    approved_at: Mapped[datetime]
    approved_by: Mapped[str]
