"""What is asked of apologies: the newest that somebody said about an occasion counts."""

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from eventsys.attendance.marks.models import AttendanceMark
from eventsys.attendance.marks.rules import AttendanceStatus, MarkSource
from eventsys.events.models import Occasion
from eventsys.registration.models import Participant

Id = int | InstrumentedAttribute[int]
Newest = Select[AttendanceStatus]


def has_apologised(session: Session, participant: Participant, occasion: Occasion) -> bool:
    """Tell whether somebody has said that they cannot come."""
    said = session.scalar(newest_apology(participant.id, occasion.id))
    return said is AttendanceStatus.APOLOGISED


def is_awaited() -> ColumnElement[bool]:
    """Tell of each participant and occasion of a statement that no apologies stand."""
    newest = newest_apology(Participant.id, Occasion.id).correlate(Participant, Occasion)
    return newest.scalar_subquery().is_distinct_from(AttendanceStatus.APOLOGISED)


def newest_apology(participant_id: Id, occasion_id: Id) -> Newest:
    """Ask for the newest that a participant said beforehand of an occasion."""
    return (
        select(AttendanceMark.status)
        .where(
            AttendanceMark.participant_id == participant_id,
            AttendanceMark.occasion_id == occasion_id,
            AttendanceMark.source == MarkSource.APOLOGY,
        )
        .order_by(
            AttendanceMark.made_at.desc(),
            AttendanceMark.received_at.desc(),
            AttendanceMark.mark_id.desc(),
        )
        .limit(1)
    )
