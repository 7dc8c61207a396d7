"""What approves an event's number."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.attendance.approval.errors import CasesOpen, EventNotOver, NumberChanged
from eventsys.attendance.approval.models import ApprovedAttendance
from eventsys.attendance.approval.rules import figure_of
from eventsys.attendance.queries import count_event
from eventsys.checkin.cases.queries import count_open_cases
from eventsys.core.audit import record
from eventsys.core.principal import Principal
from eventsys.events.models import Event
from eventsys.events.queries import list_occasions


def approve_attendance(
    session: Session, event: Event, seen: int, *, at: datetime, by: Principal
) -> ApprovedAttendance:
    """Approve the number that somebody has seen.

    Raise `EventNotOver`, `CasesOpen` or `NumberChanged`.
    """
    session.execute(select(Event.id).where(Event.id == event.id).with_for_update())
    if any(occasion.ends_at > at for occasion in list_occasions(session, event)):
        raise EventNotOver
    waiting = count_open_cases(session, event, at=at)
    if waiting:
        raise CasesOpen(waiting)
    count = count_event(session, event, at=at)
    figure = figure_of(count.came, count.head_count)
    if figure.number != seen:
        raise NumberChanged(figure.number)
    approved = ApprovedAttendance(
        event_id=event.id,
        number=figure.number,
        method=figure.method,
        admitted=count.admitted,
        walk_ins=count.walk_ins,
        head_count=count.head_count.value if count.head_count else None,
        approved_at=at,
        approved_by=str(by),
    )
    session.add(approved)
    session.flush()
    details = {"number": figure.number, "method": figure.method}
    record(session, "approve", approved, details, at=at, by=by)
    return approved
