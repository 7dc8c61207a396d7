"""What is asked of approved numbers."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.attendance.approval.models import ApprovedAttendance
from eventsys.events.models import Event


def find_approved(session: Session, event: Event) -> ApprovedAttendance | None:
    """Find the number of an event that is in force; None where none was approved."""
    newest = ApprovedAttendance.id.desc()
    return session.scalar(
        select(ApprovedAttendance).where(ApprovedAttendance.event_id == event.id).order_by(newest)
    )
