"""What is asked of how events take people in."""

from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from eventsys.core.db import table_of
from eventsys.events.intake.models import Intake
from eventsys.events.intake.rules import IntakePlan
from eventsys.events.models import Event

intakes = table_of(Intake)
INTAKE = (intakes.c.way, intakes.c.has_waitlist, intakes.c.waitlist_order)
"""The columns that `intake_in` reads, for statements that join the table to events."""


def intake_in(row: Row[*tuple[Any, ...]]) -> IntakePlan:
    """Read how an event takes people in from a row with the columns of `INTAKE`."""
    if row.way is None:
        return IntakePlan()
    return IntakePlan(way=row.way, has_waitlist=row.has_waitlist, waitlist_order=row.waitlist_order)


def intake_of(session: Session, event: Event) -> IntakePlan:
    """Tell how an event takes people in."""
    found = session.get(Intake, event.id)
    if found is None:
        return IntakePlan()
    return IntakePlan(
        way=found.way, has_waitlist=found.has_waitlist, waitlist_order=found.waitlist_order
    )
