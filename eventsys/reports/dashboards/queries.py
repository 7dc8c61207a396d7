"""What the dashboard of an event asks; its numbers are those of `count_event`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.attendance.queries import EventCount, count_event
from eventsys.attendance.statements import is_registered
from eventsys.attendance.together.queries import count_registered
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.registration.models import Participant, Registration
from eventsys.reports.dashboards.rules import Told, told_of
from eventsys.reports.dashboards.times import ClockGroup, DayGroup, by_clock, by_day


@dataclass(frozen=True, kw_only=True)
class EventFigures:
    """An event's numbers, and what may be told of groups of its people."""

    count: EventCount
    by_language: Told[Language]
    registered: Sequence[DayGroup]
    arrived: Sequence[ClockGroup]


def read_event(
    session: Session, event: Event, first_start: datetime, *, at: datetime
) -> EventFigures:
    """Count an event as of now, by language and by time; nine queries, whatever its size."""
    count = count_event(session, event, at=at)
    _, by_language = count_registered(session, [event.id])
    found = by_language.get(event.id, {})
    return EventFigures(
        count=count,
        by_language=told_of({each: found.get(each, 0) for each in Language}),
        registered=by_day(list_registered_at(session, event), event.zone),
        arrived=by_clock(count.by_quarter_hour, event.zone, first_start),
    )


def list_registered_at(session: Session, event: Event) -> Sequence[tuple[datetime, int]]:
    """List when so many people were registered."""
    rows = session.execute(
        select(Registration.created_at, func.count())
        .join(Participant, Participant.registration_id == Registration.id)
        .where(Participant.event_id == event.id, is_registered())
        .group_by(Registration.created_at)
    )
    return [(moment, people) for moment, people in rows]
