"""The table of marks: who was said to have come, by whom; marks are facts."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.attendance.marks.rules import AttendanceStatus, MarkSource
from eventsys.core.db import Model

UUID_LENGTH = 36


class AttendanceMark(Model):
    """One statement about a participant and an occasion; never changed, overtaken by a later one.

    The id is made where the mark is made, so that one that is sent again is the same. `made_at` is
    when it was made, by the server's clock as well as that can be told.
    """

    __tablename__ = "attendance_mark"
    __table_args__ = (
        Index("ix_attendance_mark_occasion_id", "occasion_id"),
        Index("ix_attendance_mark_participant_id", "participant_id"),
        CheckConstraint("source <> 'correction' OR reason IS NOT NULL", name="reason"),
    )

    mark_id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    occasion_id: Mapped[int] = mapped_column(ForeignKey("occasion.id"))
    status: Mapped[AttendanceStatus]
    source: Mapped[MarkSource]
    reason: Mapped[str | None] = mapped_column(info={"personal": "K2"})
    made_at: Mapped[datetime]
    received_at: Mapped[datetime]
    made_by: Mapped[str]


class AttendanceList(Model):
    """An occasion's list that somebody declared whole: whoever has no mark stayed away."""

    __tablename__ = "attendance_list"

    occasion_id: Mapped[int] = mapped_column(
        ForeignKey("occasion.id", ondelete="CASCADE"), primary_key=True
    )
    closed_at: Mapped[datetime]
    closed_by: Mapped[str]
