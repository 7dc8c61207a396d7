"""What changes how large groups may be."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from eventsys.events.groups.models import EventGroups
from eventsys.events.groups.rules import GroupPlan
from eventsys.events.models import Event


def write_groups(session: Session, event: Event, plan: GroupPlan) -> None:
    """Write down how large a group may be; the usual number needs no row."""
    session.execute(delete(EventGroups).where(EventGroups.event_id == event.id))
    if plan != GroupPlan():
        session.add(EventGroups(event_id=event.id, largest=plan.largest))
