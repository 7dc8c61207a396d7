"""Papers of many for the sweep: one being made, one ready, one that failed."""

from datetime import timedelta

from sqlalchemy import select

from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.exchange.work.models import LongWork
from eventsys.exchange.work.rules import WorkKind, WorkState

MADE = (
    (WorkKind.TICKETS, WorkState.WORKING),
    (WorkKind.BADGES, WorkState.DONE),
    (WorkKind.CERTIFICATES, WorkState.FAILED),
)


def fill(session, account, at):
    """Let somebody have asked for papers; nobody begins the one whose lease goes on."""
    event_id = session.scalars(select(Event.id).order_by(Event.id.desc()).limit(1)).one()
    for kind, state in MADE:
        is_over = state is not WorkState.WORKING
        work = LongWork(
            event_id=event_id,
            key=f"sweep-{kind}",
            kind=kind,
            language=Language.DANISH,
            subjects=[],
            total=714,
            done=325,
            state=state,
            tries=1,
            size=3_166_490 if state is WorkState.DONE else 0,
            created_at=at,
            created_by=f"account:{account.id}",
            lease_until=None if is_over else at + timedelta(days=30),
            ended_at=at if is_over else None,
        )
        session.add(work)
    session.flush()
