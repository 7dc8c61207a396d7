"""What is asked of how events take people in."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from eventsys.core.db import table_of
from eventsys.events.intake.models import Intake
from eventsys.events.intake.rules import IntakePlan, Way
from eventsys.events.models import Event

intakes = table_of(Intake)
INTAKE = (intakes.c.way, intakes.c.has_waitlist, intakes.c.waitlist_order, intakes.c.drawn_at)
"""The columns that `intake_in` reads, for statements that join the table to events."""


def intake_in(row: Row[*tuple[Any, ...]]) -> IntakePlan:
    """Read how an event takes people in from a row with the columns of `INTAKE`."""
    if row.way is None:
        return IntakePlan()
    return IntakePlan(
        way=row.way,
        has_waitlist=row.has_waitlist,
        waitlist_order=row.waitlist_order,
        is_drawn=row.drawn_at is not None,
    )


def intake_of(session: Session, event: Event) -> IntakePlan:
    """Tell how an event takes people in."""
    found = session.get(Intake, event.id)
    if found is None:
        return IntakePlan()
    return IntakePlan(
        way=found.way,
        has_waitlist=found.has_waitlist,
        waitlist_order=found.waitlist_order,
        is_drawn=found.drawn_at is not None,
    )


def intake_now(session: Session, read: IntakePlan, event_id: int) -> IntakePlan:
    """Look again whether lots are drawn, for who had to wait for the draw to read the event.

    Only where lots decide: PostgreSQL reads the row that was waited for anew, not those beside it.
    """
    if read.way is not Way.DRAW or read.is_drawn:
        return read
    drawn_at = select(intakes.c.drawn_at).where(intakes.c.event_id == event_id)
    return replace(read, is_drawn=session.connection().scalar(drawn_at) is not None)
