"""What is asked of what events ask; other queries join the columns to their own."""

from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from eventsys.core.db import table_of
from eventsys.events.care.models import EventCare
from eventsys.events.care.rules import NO_CARE, Care, NeedKind
from eventsys.events.models import Event

cares = table_of(EventCare)
COLUMNS = tuple(column for column in cares.c if column.name != "event_id")


def care_of(row: Row[*tuple[Any, ...]]) -> Care:
    """Read what an event asks from a row that holds the columns, all empty where it has none."""
    if row.companions is None:
        return NO_CARE
    asks = {kind: getattr(row, f"asks_{kind.value}") for kind in NeedKind}
    return Care(
        needs=frozenset(kind for kind, is_asked in asks.items() if is_asked),
        photos=row.asks_photos,
        companions=row.companions,
    )


def get_care(session: Session, event: Event) -> Care:
    """Tell what an event asks."""
    found = session.execute(select(*COLUMNS).where(cares.c.event_id == event.id)).one_or_none()
    return NO_CARE if found is None else care_of(found)
