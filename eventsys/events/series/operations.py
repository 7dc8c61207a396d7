"""What changes series."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.principal import Principal
from eventsys.events.models import Event
from eventsys.events.operations import hold
from eventsys.events.series.models import EventSeries, SeriesEvent


def join_series(
    session: Session, event: Event, other: Event, *, at: datetime, by: Principal
) -> None:
    """Put another event into an event's series, which is begun where there is none."""
    hold(session, event)  # two that repeat it at once begin one series
    known = select(SeriesEvent.series_id).where(SeriesEvent.event_id == event.id)
    series_id = session.scalar(known)
    if series_id is None:
        series = EventSeries(created_at=at)
        session.add(series)
        session.flush()
        series_id = series.id
        session.add(SeriesEvent(event_id=event.id, series_id=series_id))
    session.add(SeriesEvent(event_id=other.id, series_id=series_id))
    session.flush()
    record(session, "join series", other, {"of": event.slug}, at=at, by=by)


def leave_series(session: Session, event: Event, *, at: datetime, by: Principal) -> None:
    """Take an event out of its series; nothing else of it changes."""
    hold(session, event)
    member = session.get(SeriesEvent, event.id)
    if member is not None:
        record(session, "leave series", event, {}, at=at, by=by)
        session.delete(member)
        session.flush()
