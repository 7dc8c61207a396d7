"""The live board costs the same at the first thousand scans and at a hundred thousand."""

import time
from collections.abc import Callable, Iterator
from statistics import median

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from eventsys.attendance.board.queries import find_board
from eventsys.attendance.queries import count_event
from eventsys.checkin.arrivals.operations import mend
from eventsys.checkin.arrivals.queries import find_differences
from eventsys.checkin.models import TicketState
from eventsys.core import clock
from eventsys.core.db import db, table_of, transaction
from eventsys.events.models import Event
from eventsys.events.queries import get_event, list_occasions
from eventsys.registration.models import Ticket
from tests.benchmarks.figures import Figure, at_most, noted
from tests.benchmarks.stage import Stage, inside
from tests.benchmarks.world import open_gate

FEW, MANY = 1_000, 100_000
LOOKS = 20


def measure(stage: Stage) -> Iterator[Figure]:
    """Look at an event to which few came, and again when many have come."""
    settings = stage.install(stage.sqlite)
    open_gate(settings, MANY)
    with inside(settings):
        let_in(FEW)
        few_ms = milliseconds(look)
        let_in(MANY)
        many_ms = milliseconds(look)
        nightly = milliseconds(compare, 1)
        anew = milliseconds(count_anew, 1)
    yield noted("the board after 1,000 scans", few_ms, " ms")
    yield noted("the board after 100,000 scans", many_ms, " ms")
    yield at_most("the board dearer after 100,000 scans by", 100 * many_ms / few_ms - 100, 50, " %")
    yield noted("counting 100,000 anew, as the attendance page does", anew, " ms")
    yield noted("the nightly comparison of 100,000", nightly, " ms")


def let_in(number: int) -> None:
    """Let so many tickets of the event stand as admitted."""
    at = clock.now()
    with transaction() as session:
        event = get_event(session, "many-0")
        [occasion] = list_occasions(session, event)
        known = select(TicketState.ticket_id)
        coming = select(Ticket.id).where(Ticket.event_id == event.id, Ticket.id.not_in(known))
        rows = [
            {
                "ticket_id": ticket_id,
                "occasion_id": occasion.id,
                "admitted_at": at,
                "admitted_gate": f"Gate {ticket_id % 5}",
                "admitted_scan_id": None,
                "is_inside": True,
                "changed_at": at,
            }
            for ticket_id in session.scalars(coming.limit(number))
        ]
        session.execute(insert(table_of(TicketState)), rows)
        mend(session, occasion.id, at=at)


def milliseconds(ask: Callable[[Session, Event], object], times: int = LOOKS) -> float:
    """Tell how long a question usually takes."""
    taken = []
    for _ in range(times):
        session = db.session()
        event = get_event(session, "many-0")
        began = time.perf_counter()
        ask(session, event)
        taken.append(time.perf_counter() - began)
        db.session.remove()
    return 1000 * median(taken)


def look(session: Session, event: Event) -> object:
    """Ask for the board."""
    return find_board(session, event, at=clock.now())


def count_anew(session: Session, event: Event) -> object:
    """Count from the facts."""
    return count_event(session, event, at=clock.now())


def compare(session: Session, event: Event) -> object:
    """Compare the sums with the facts."""
    return find_differences(session, [each.id for each in list_occasions(session, event)])
