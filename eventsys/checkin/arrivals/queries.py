"""What is asked of the sums of arrivals, and of the facts that they must equal."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Result,
    Row,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from eventsys.checkin.arrivals.models import ArrivalMend, ArrivalProof
from eventsys.checkin.arrivals.rules import Arrived, Slot, differences, slot_of
from eventsys.checkin.devices.rules import LATE_POSTS
from eventsys.checkin.models import Arrival, Tally, TicketState
from eventsys.checkin.tallies.queries import is_linked, is_taken_back
from eventsys.core.db import table_of
from eventsys.events.models import Occasion

tallies = table_of(Tally)
LATELY = LATE_POSTS + timedelta(days=2)
NAMED: BindParameter[Any] = bindparam("named", expanding=True)
RELATED = select(
    tallies.c.tally_id,
    tallies.c.device_id,
    tallies.c.undoes,
    tallies.c.occasion_id,
    tallies.c.gate,
    tallies.c.effective_at,
    tallies.c.received_at,
    func.coalesce(tallies.c.linked_scan_id, tallies.c.same_as_scan_id).label("goes_with"),
).where(
    or_(tallies.c.tally_id.in_(NAMED), tallies.c.undoes.in_(NAMED)),
    tallies.c.quarantined.is_(False),
)


def read_related(connection: Connection, named: Iterable[str]) -> Sequence[Row[*tuple[Any, ...]]]:
    """Read the tallies with these ids that count, and those that undo one of them."""
    return connection.execute(RELATED, {"named": list(named)}).all()


def list_arrivals(
    session: Session, occasion_ids: Collection[int]
) -> Sequence[tuple[Slot, Arrived]]:
    """Read how many came to occasions, by gate and quarter of an hour, and are inside."""
    sums = (
        select(
            Arrival.occasion_id,
            Arrival.gate,
            Arrival.quarter_at,
            func.sum(Arrival.admitted),
            func.sum(Arrival.walk_ins),
            func.sum(Arrival.inside),
        )
        .where(Arrival.occasion_id.in_(occasion_ids))
        .group_by(Arrival.occasion_id, Arrival.gate, Arrival.quarter_at)
        .order_by(Arrival.occasion_id, Arrival.quarter_at, Arrival.gate)
    )
    return [
        (Slot(occasion_id, gate, quarter_at), Arrived(admitted, walk_ins, inside))
        for occasion_id, gate, quarter_at, admitted, walk_ins, inside in session.execute(sums)
    ]


def list_lately_held(session: Session, *, at: datetime) -> Sequence[int]:
    """List the occasions to which something may still have come since they were last compared."""
    held = select(Occasion.id).where(Occasion.starts_at <= at, Occasion.ends_at > at - LATELY)
    return session.scalars(held.order_by(Occasion.id)).all()


def find_last_proof(session: Session) -> ArrivalProof | None:
    """Find the newest comparison of sums with facts."""
    return session.scalar(select(ArrivalProof).order_by(ArrivalProof.day.desc()).limit(1))


def count_mended(session: Session, occasion_id: int | None = None, *, since: datetime) -> int:
    """Count the persons by whom the sums of an occasion, or of all, were found wrong."""
    wrong = select(func.coalesce(func.sum(ArrivalMend.wrong), 0)).where(
        ArrivalMend.found_at >= since
    )
    if occasion_id is not None:
        wrong = wrong.where(ArrivalMend.occasion_id == occasion_id)
    return session.scalars(wrong).one()


def find_differences(session: Session, occasion_ids: Collection[int]) -> Mapping[Slot, Arrived]:
    """Tell by how much the facts of occasions come to more than the sums that were kept of them.

    One statement, as both sides must be seen at one moment.
    """
    came = select(
        literal(True).label("is_fact"),
        TicketState.occasion_id,
        TicketState.admitted_gate.label("gate"),
        TicketState.admitted_at.label("at"),
        literal(1).label("admitted"),
        literal(0).label("walk_ins"),
        case((TicketState.is_inside, 1), else_=0).label("inside"),
    ).where(TicketState.occasion_id.in_(occasion_ids), TicketState.admitted_at.is_not(None))
    walked_in = select(
        literal(True), Tally.occasion_id, Tally.gate, Tally.effective_at, *map(literal, (0, 1, 0))
    ).where(
        Tally.occasion_id.in_(occasion_ids),
        Tally.undoes.is_(None),
        ~is_linked(),
        Tally.quarantined.is_(False),
        ~is_taken_back(),
    )
    kept = select(
        literal(False),
        Arrival.occasion_id,
        Arrival.gate,
        Arrival.quarter_at,
        Arrival.admitted,
        Arrival.walk_ins,
        Arrival.inside,
    ).where(Arrival.occasion_id.in_(occasion_ids))
    sides: tuple[list[tuple[Slot, Arrived]], ...] = ([], [])
    rows: Result[*tuple[Any, ...]] = session.execute(union_all(came, walked_in, kept))
    for is_fact, occasion_id, gate, at, *numbers in rows:
        sides[is_fact].append((slot_of(occasion_id, gate, at), Arrived(*numbers)))
    return differences(sides[True], sides[False])
