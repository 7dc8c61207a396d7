"""What is asked of how large groups may be."""

from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from eventsys.core.db import table_of
from eventsys.events.groups.models import EventGroups
from eventsys.events.groups.rules import GroupPlan

sizes = table_of(EventGroups)
GROUPS = (sizes.c.largest.label("largest_group"),)
"""The columns that `groups_in` reads, for statements that join the table to events."""


def groups_in(row: Row[*tuple[Any, ...]]) -> GroupPlan:
    """Read how large groups may be from a row with the columns of `GROUPS`."""
    return GroupPlan() if row.largest_group is None else GroupPlan(largest=row.largest_group)


def groups_of(session: Session, event_id: int) -> GroupPlan:
    """Tell how large a group may be at an event."""
    largest = session.execute(select(sizes.c.largest).where(sizes.c.event_id == event_id))
    found = largest.scalar_one_or_none()
    return GroupPlan() if found is None else GroupPlan(largest=found)
