"""What scans, tallies and head counts have in common: sorted, timed, stored once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from operator import itemgetter
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Insert, Table, and_, bindparam, insert, or_, update
from sqlalchemy.dialects import postgresql, sqlite

from eventsys.checkin.devices.makers import NO_MAKER, Makers
from eventsys.checkin.devices.queries import PostingDevice
from eventsys.checkin.models import Device, StrayRow
from eventsys.checkin.requests import (
    Batch,
    Fingerprint,
    HeadCountRow,
    RowResult,
    ScanRow,
    TallyRow,
    UnreadableRow,
)
from eventsys.checkin.rules import RowState
from eventsys.checkin.timing import Calendar, Clock
from eventsys.core.codes import digest_of
from eventsys.core.db import table_of
from eventsys.core.many import insert_many

Row = TypeVar("Row", ScanRow, TallyRow, HeadCountRow)
LONGEST_BODY = 2000
BETWEEN_NOTES = timedelta(seconds=10)


@dataclass(frozen=True)
class Sorted(Generic[Row]):
    """A batch, sorted: what is new, and the state of each row in the batch's order."""

    new: Sequence[Row]
    results: Sequence[RowResult]


def sort_out(
    connection: Connection,
    device: PostingDevice,
    table: Table,
    batch: Batch[Row],
    known: Mapping[str, Fingerprint],
    *,
    at: datetime,
) -> Sorted[Row]:
    """Tell new rows from repeated, contradicting and unreadable ones, and keep the last two apart.

    `known` holds the fingerprints of stored rows by their id.
    """
    seen = dict(known)
    new: list[Row] = []
    results: list[RowResult] = []
    strays: list[dict[str, Any]] = []
    for index, row in enumerate(batch.rows):
        state = state_of(row, seen)
        if isinstance(row, UnreadableRow) or state is RowState.CONFLICT:
            strays.append(stray(device, table, row, state, at=at))
        elif state is RowState.NEW:
            seen[row.row_id] = row.fingerprint
            new.append(row)
        results.append(RowResult(index=index, row_id=row.row_id, state=state))
    if strays:
        connection.execute(insert(table_of(StrayRow)), strays)
    return Sorted(new, results)


def state_of(row: Row | UnreadableRow, seen: Mapping[str, Fingerprint]) -> RowState:
    """Tell what a row is, after those seen before."""
    if isinstance(row, UnreadableRow):
        return RowState.UNREADABLE
    if row.row_id not in seen:
        return RowState.NEW
    return RowState.SAME if seen[row.row_id] == row.fingerprint else RowState.CONFLICT


def stray(
    device: PostingDevice,
    table: Table,
    row: Row | UnreadableRow,
    state: RowState,
    *,
    at: datetime,
) -> dict[str, Any]:
    """Write down a row that cannot be stored as what it is, without the text of codes."""
    body = row.body if isinstance(row, UnreadableRow) else without_code(row)
    kept = "" if device.is_forgotten else body[:LONGEST_BODY]
    return {
        "device_id": device.id,
        "kind": table.name,
        "row_id": row.row_id,
        "state": state,
        "body": kept,
        "body_hash": digest_of(body),
        "received_at": at,
    }


def without_code(row: Row) -> str:
    """Write a row as text, with the digest in place of what was read."""
    return repr((row.row_id, row.fingerprint))


def common_values(
    device: PostingDevice,
    row: Row,
    clock: Clock,
    calendar: Calendar,
    makers: Makers,
    *,
    happened_at: datetime | None = None,
) -> dict[str, Any]:
    """Write down what scans, tallies and head counts have in common.

    What one phone of the event hands in for another is the other's, be it numbering or revocation;
    what it hands in for a phone of another event counts nowhere.
    `happened_at` says which occasion a row belongs to, where that is not when it was made.
    """
    timing = clock.timing(row)
    effective_at = timing.effective_at
    maker = makers.get(row.relayed_for, NO_MAKER)
    is_ours = maker.event_id == device.event_id
    revoked_at = maker.revoked_at if is_ours else device.revoked_at
    is_foreign = maker is not NO_MAKER and not is_ours
    return {
        "device_id": maker.id if is_ours else device.id,
        "event_id": device.event_id,
        "occasion_id": calendar.occasion_at(happened_at or effective_at),
        "seq": row.seq,
        "device_at": row.device_at,
        "offset_ms": timing.offset_ms,
        "effective_at": effective_at,
        "received_at": clock.received_at,
        "clock_unsure": timing.clock_unsure,
        "relayed_for": row.relayed_for,
        "handed_in_by": device.id if is_ours else None,
        "quarantined": is_foreign
        or device.is_forgotten
        or (revoked_at is not None and effective_at > revoked_at),
    }


@cache
def inserting(table: Table, dialect: str) -> Insert:
    """Write the statement that stores facts and leaves those alone that are stored."""
    if dialect == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


def insert_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Store facts; one that another connection stored in the meantime stays as it is.

    In the order of their ids, so that of two overlapping batches none waits for the other in a
    circle.
    """
    if rows:
        [id_name] = table.primary_key.columns.keys()
        ordered = sorted(rows, key=itemgetter(id_name))
        insert_many(connection, inserting(table, connection.dialect.name), ordered)


devices = table_of(Device)
SEEN = (
    update(devices).where(devices.c.id == bindparam("device")).values(last_seen_at=bindparam("at"))
)
TOLD = (
    update(devices)
    .where(
        devices.c.id == bindparam("device"),
        or_(
            devices.c.told_seq.is_(None),
            devices.c.told_seq < bindparam("seq"),
            and_(
                devices.c.told_seq == bindparam("seq"), devices.c.told_sent_at <= bindparam("sent")
            ),
        ),
    )
    .values(
        told_seq=bindparam("seq"), told_unsent=bindparam("unsent"), told_sent_at=bindparam("sent")
    )
)
"""What a batch tells that was sent earlier, or is sent again, changes nothing."""


def touch(
    connection: Connection, device: PostingDevice, batch: Batch[Row], *, at: datetime
) -> None:
    """Note now and then that a phone was seen, and at once what it alone can tell of its rows."""
    is_due = device.last_seen_at is None or at - device.last_seen_at >= BETWEEN_NOTES
    if is_due:
        connection.execute(SEEN, {"device": device.id, "at": at})
    if batch.last_seq is not None and (is_due or tells_more(batch, device)):
        sent = batch.sent_at or at
        told = {"seq": batch.last_seq, "unsent": batch.unsent, "sent": sent}
        connection.execute(TOLD, {"device": device.id, **told})


def tells_more(batch: Batch[Row], device: PostingDevice) -> bool:
    """Tell whether a phone tells of rows that neither lie in the batch nor were told of before."""
    rows = (row for row in batch.rows if not isinstance(row, UnreadableRow))
    highest = max((row.seq for row in rows), default=0)
    is_higher = (batch.last_seq or 0) > max(device.told_seq or 0, highest)
    return is_higher or (batch.unsent or 0) != (device.told_unsent or 0)
