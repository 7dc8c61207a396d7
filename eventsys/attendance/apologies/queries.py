"""What is asked of apologies: the newest that somebody said about an occasion counts."""

from sqlalchemy.orm import Session

from eventsys.attendance.marks.rules import AttendanceStatus, MarkSource
from eventsys.attendance.statements import newest_mark
from eventsys.events.models import Occasion
from eventsys.registration.models import Participant


def has_apologised(session: Session, participant: Participant, occasion: Occasion) -> bool:
    """Tell whether somebody has said that they cannot come."""
    said = newest_mark(participant.id, occasion.id, MarkSource.APOLOGY)
    return session.scalar(said) is AttendanceStatus.APOLOGISED
