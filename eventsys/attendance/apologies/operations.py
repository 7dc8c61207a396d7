"""What writes down that somebody cannot come to an occasion, or can after all."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from eventsys.attendance.apologies.errors import ApologyRefused
from eventsys.attendance.apologies.queries import has_apologised
from eventsys.attendance.apologies.rules import Meeting, hindrance_of
from eventsys.attendance.marks.models import AttendanceMark
from eventsys.attendance.marks.rules import AttendanceStatus, MarkSource
from eventsys.core.audit import record
from eventsys.core.principal import Principal, PrincipalKind
from eventsys.events.models import Event, Occasion
from eventsys.events.rules import EventStatus
from eventsys.registration.models import Participant
from eventsys.registration.rules import ParticipantStatus


def send_apology(
    session: Session, participant: Participant, occasion: Occasion, *, at: datetime, by: Principal
) -> None:
    """Say beforehand that a participant cannot come; they keep their place in the course.

    Harmless when repeated. Raise `ApologyRefused`.
    """
    check(session, participant, occasion, at=at)
    if not has_apologised(session, participant, occasion):
        say(session, participant, occasion, AttendanceStatus.APOLOGISED, at=at, by=by)


def withdraw_apology(
    session: Session, participant: Participant, occasion: Occasion, *, at: datetime, by: Principal
) -> None:
    """Say that a participant can come after all; harmless when repeated. Raise `ApologyRefused`."""
    check(session, participant, occasion, at=at)
    if has_apologised(session, participant, occasion):
        say(session, participant, occasion, AttendanceStatus.UNKNOWN, at=at, by=by)


def check(session: Session, participant: Participant, occasion: Occasion, *, at: datetime) -> None:
    """Raise `ApologyRefused` where nothing can be said beforehand."""
    event = session.get_one(Event, participant.event_id)
    is_of_it = occasion.event_id == event.id and participant.occasion_id in {None, occasion.id}
    meeting = Meeting(
        has_place=is_of_it and participant.status is ParticipantStatus.CONFIRMED,
        is_held=occasion.cancelled_at is None and event.status is EventStatus.PUBLISHED,
        has_begun=occasion.starts_at <= at,
    )
    hindrance = hindrance_of(meeting)
    if hindrance is not None:
        raise ApologyRefused(hindrance)


def say(
    session: Session,
    participant: Participant,
    occasion: Occasion,
    status: AttendanceStatus,
    *,
    at: datetime,
    by: Principal,
) -> None:
    """Write it down; what an account says for others stands in the audit log."""
    session.add(
        AttendanceMark(
            mark_id=str(uuid4()),
            participant_id=participant.id,
            occasion_id=occasion.id,
            status=status,
            source=MarkSource.APOLOGY,
            made_at=at,
            received_at=at,
            made_by=str(by),
        )
    )
    session.flush()
    if by.kind is PrincipalKind.ACCOUNT:
        verb = "apologise" if status is AttendanceStatus.APOLOGISED else "withdraw apology"
        record(session, verb, participant, {"occasion": occasion.no}, at=at, by=by)
