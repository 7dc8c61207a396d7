"""What changes how an event takes people in."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from eventsys.events.intake.models import Intake
from eventsys.events.intake.rules import IntakePlan
from eventsys.events.models import Event


def write_intake(session: Session, event: Event, plan: IntakePlan) -> None:
    """Write down how an event takes people in; the usual way needs no row."""
    session.execute(delete(Intake).where(Intake.event_id == event.id))
    if plan == IntakePlan():
        return
    session.add(
        Intake(
            event_id=event.id,
            way=plan.way,
            has_waitlist=plan.has_waitlist,
            waitlist_order=plan.waitlist_order,
        )
    )
    session.flush()
