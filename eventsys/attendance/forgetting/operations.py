"""What leaves of marks and certificates what counts and can be verified."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.attendance.certificates.models import Certificate
from eventsys.attendance.marks.models import AttendanceMark
from eventsys.attendance.marks.queries import IN_ORDER
from eventsys.core.localtime import quarter_of
from eventsys.registration.models import Participant

NEXT = timedelta(microseconds=1)


def forget(session: Session, registration_ids: Collection[int]) -> None:
    """Round the times of people's marks, empty their reasons, and let certificates be nobody's.

    Of two marks within a quarter of an hour the later one stays the later one. A certificate can
    be verified by whoever holds it, and not be printed again.
    """
    people = session.scalars(
        select(Participant.id).where(Participant.registration_id.in_(registration_ids))
    ).all()
    theirs = select(AttendanceMark).where(AttendanceMark.participant_id.in_(people))
    marks = session.scalars(theirs.order_by(*IN_ORDER)).all()
    for place, mark in enumerate(marks):
        mark.reason = None if mark.reason is None else ""
        mark.made_at = quarter_of(mark.made_at) + place * NEXT
        mark.received_at = quarter_of(mark.received_at)
    for each in session.scalars(select(Certificate).where(Certificate.participant_id.in_(people))):
        each.participant_id, each.sealed_code = None, b""
        each.issued_at = quarter_of(each.issued_at)
        each.revoked_because = None if each.revoked_because is None else ""
    session.flush()
