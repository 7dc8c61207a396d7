"""What changes how an event takes people in."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.core.revision import raise_revision
from eventsys.events.intake.models import Intake
from eventsys.events.intake.rules import IntakePlan
from eventsys.events.models import Event


def write_intake(session: Session, event: Event, plan: IntakePlan) -> None:
    """Write down how an event takes people in; the usual way needs no row.

    That lots are drawn is not the plan's to say.
    """
    known = session.get(Intake, event.id)
    if plan == IntakePlan():
        if known is not None:
            session.delete(known)
    elif known is None:
        session.add(Intake(event_id=event.id, **values_of(plan)))
    else:
        for name, value in values_of(plan).items():
            setattr(known, name, value)
    session.flush()


def values_of(plan: IntakePlan) -> dict[str, object]:
    """Give the columns of what an organiser wants."""
    return {
        "way": plan.way,
        "has_waitlist": plan.has_waitlist,
        "waitlist_order": plan.waitlist_order,
    }


def note_draw(session: Session, event: Event, *, at: datetime) -> None:
    """Note that the lots of an event are drawn."""
    session.get_one(Intake, event.id).drawn_at = at
    session.flush()
    raise_revision(session)
