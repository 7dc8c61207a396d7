"""What is asked of series."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.events.models import Event
from eventsys.events.series.models import SeriesEvent


def members_of(session: Session, event_id: int) -> frozenset[int]:
    """Tell the ids of all events of an event's series, its own too; none where it is in none."""
    own = select(SeriesEvent.series_id).where(SeriesEvent.event_id == event_id)
    members = select(SeriesEvent.event_id).where(SeriesEvent.series_id.in_(own))
    return frozenset(session.scalars(members))


def list_members(session: Session, event: Event) -> list[Event]:
    """List the other events of an event's series."""
    ids = members_of(session, event.id) - {event.id}
    return list(session.scalars(select(Event).where(Event.id.in_(ids)).order_by(Event.id)))
