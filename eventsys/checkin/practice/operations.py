"""What makes practice tickets and takes them out again."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventsys.checkin.practice.models import PracticeTicket
from eventsys.checkin.practice.rules import PracticeKind, copies_of
from eventsys.core.audit import record
from eventsys.core.keys import Purpose, keys
from eventsys.core.principal import Principal
from eventsys.events.models import Event
from eventsys.events.operations import hold
from eventsys.registration.tickets.operations import fresh_codes


def begin_rehearsal(session: Session, event: Event, *, at: datetime, by: Principal) -> int:
    """Make an event's practice tickets, or put those it had back; count what changed."""
    session.flush()
    hold(session, event)
    made = wanted(session, event, at=at)
    session.add_all(made)
    changed = len(made) + turn(session, event, is_removed=False, at=at)
    if changed:
        record(session, "begin rehearsal", event, {"tickets": changed}, at=at, by=by)
    session.flush()
    return changed


def end_rehearsal(session: Session, event: Event, *, at: datetime, by: Principal) -> int:
    """Take the practice tickets out of the phones; count them. They stay known, for old scans."""
    session.flush()
    removed = turn(session, event, is_removed=True, at=at)
    if removed:
        record(session, "end rehearsal", event, {"tickets": removed}, at=at, by=by)
    return removed


def wanted(session: Session, event: Event, *, at: datetime) -> list[PracticeTicket]:
    """Make those practice tickets that an event lacks; it is held."""
    stored = select(PracticeTicket.kind, PracticeTicket.number).filter_by(event_id=event.id)
    known = {(kind, number) for kind, number in session.execute(stored)}
    salt = keys().unseal(Purpose.ROSTER_SALT, event.roster_salt)
    return [
        PracticeTicket(
            event_id=event.id, kind=kind, number=number, changed_at=at, **fresh_codes(salt)
        )
        for kind in PracticeKind
        for number in range(1, copies_of(kind) + 1)
        if (kind, number) not in known
    ]


def turn(session: Session, event: Event, *, is_removed: bool, at: datetime) -> int:
    """Take an event's practice tickets out, or put them back; count those that changed."""
    changed = session.scalars(
        update(PracticeTicket)
        .where(PracticeTicket.event_id == event.id, PracticeTicket.is_removed.is_(not is_removed))
        .values(is_removed=is_removed, changed_at=at)
        .returning(PracticeTicket.id)
        .execution_options(synchronize_session="fetch")
    )
    return len(changed.all())
