"""What keeps the sums of arrivals, in the transaction of the facts that change them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from eventsys.checkin.arrivals.models import ArrivalMend, ArrivalProof
from eventsys.checkin.arrivals.queries import find_differences, read_related
from eventsys.checkin.arrivals.rules import Arrived, Ledger, Slot, count_wrong, slot_of
from eventsys.checkin.devices.queries import hold_devices
from eventsys.checkin.models import Arrival, Device
from eventsys.core.db import table_of
from eventsys.core.localtime import local_day
from eventsys.events.models import Event, Occasion

SUMS = ("admitted", "walk_ins", "inside", "changes")
FROM_FACTS = 0  # no phone has this number
KEYS = ("occasion_id", "by_device", "gate", "quarter_at")


@cache
def adding(dialect: str) -> Insert:
    """Write the statement that adds to sums."""
    table = table_of(Arrival)
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = make(table)
    sums = {name: table.c[name] + statement.excluded[name] for name in SUMS}
    return statement.on_conflict_do_update(index_elements=KEYS, set_=sums)


def add_arrivals(connection: Connection, by_device: int, changes: Mapping[Slot, Arrived]) -> None:
    """Add to the sums of one phone.

    Each phone's batches have sums of their own: no two phones wait for one row.
    """
    if not changes:
        return
    rows = [
        {
            "occasion_id": slot.occasion_id,
            "by_device": by_device,
            "gate": slot.gate,
            "quarter_at": slot.quarter_at,
            "admitted": change.admitted,
            "walk_ins": change.walk_ins,
            "inside": change.inside,
            "changes": 1,
        }
        for slot, change in sorted(changes.items())
    ]
    connection.execute(adding(connection.dialect.name), rows)


@contextmanager
def corrected(session: Session, event: Event) -> Iterator[None]:
    """Let the sums of an event follow what is decided about its facts in the block.

    Its phones are held meanwhile: what else changes then changes facts and sums alike.
    """
    hold_phones(session, event.id)
    yield
    occasions = session.scalars(select(Occasion.id).where(Occasion.event_id == event.id)).all()
    changes = find_differences(session, occasions)
    add_arrivals(session.connection(), FROM_FACTS, changes)


def hold_phones(session: Session, event_id: int) -> None:
    """Hold all phones of an event until the end."""
    session.flush()
    phones = session.scalars(select(Device.id).where(Device.event_id == event_id)).all()
    hold_devices(session.connection(), phones)


def begin_proof(session: Session, *, at: datetime) -> int | None:
    """Take on the comparison of this local day; None where somebody has."""
    proof = table_of(ArrivalProof)
    make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    claim = (
        make(proof)
        .values(day=local_day(at), begun_at=at, occasions=0, wrong=0)
        .on_conflict_do_nothing(index_elements=["day"])
        .returning(proof.c.id)
    )
    return session.execute(claim).scalar()


def mend(session: Session, occasion_id: int, *, at: datetime) -> int:
    """Set the sums of an occasion right; tell by how many persons they were wrong."""
    event_id = session.get_one(Occasion, occasion_id).event_id
    hold_phones(session, event_id)
    changes = find_differences(session, [occasion_id])
    add_arrivals(session.connection(), FROM_FACTS, changes)
    wrong = count_wrong(changes.values())
    if wrong:
        session.add(ArrivalMend(occasion_id=occasion_id, found_at=at, wrong=wrong))
        session.flush()
    return wrong


def end_proof(session: Session, proof_id: int, occasions: int, wrong: int, *, at: datetime) -> None:
    """Write down what a comparison found."""
    proof = session.get_one(ArrivalProof, proof_id)
    proof.occasions, proof.wrong, proof.ended_at = occasions, wrong, at


def count_walk_ins(
    connection: Connection, by_device: int, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Add what new tallies, and new undoings of tallies, change.

    Their phones must be held: an undoing and what it undoes may come at once. A tally that is
    linked to a scan is in no sum: it is counted when somebody asks, as the scan may yet admit.
    """
    if not rows:
        return
    sent = {row["tally_id"]: row["received_at"] for row in rows}
    related = read_related(connection, sent.keys() | {row["undoes"] for row in rows} - {None})
    new = {each.tally_id for each in related if sent.get(each.tally_id) == each.received_at}
    undoings: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for each in related:
        undoings[each.undoes, each.device_id].add(each.tally_id)
    ledger = Ledger()
    for each in related:
        if each.undoes is None and each.occasion_id is not None:
            undone_by = undoings[each.tally_id, each.device_id]
            more = (not undone_by) - (each.tally_id not in new and undone_by <= new)
            slot = slot_of(each.occasion_id, each.gate, each.effective_at)
            ledger.add(slot, walk_ins=0 if each.goes_with else more)
    add_arrivals(connection, by_device, ledger.changes)
