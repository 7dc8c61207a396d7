"""What stores counts that are made without a ticket: tallies and head counts alike."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Table, select
from sqlalchemy.orm import Session

from eventsys.checkin.devices.makers import Makers, list_makers
from eventsys.checkin.devices.queries import get_posting_device, hold_devices
from eventsys.checkin.requests import (
    Batch,
    Fingerprint,
    HeadCountRow,
    RowResult,
    TallyRow,
    UnreadableRow,
)
from eventsys.checkin.rows import common_values, insert_new, sort_out, touch
from eventsys.checkin.timing import Calendar, Clock

Row = TypeVar("Row", TallyRow, HeadCountRow)
SumUp = Callable[[Connection, int, Sequence[Mapping[str, Any]]], None]


@dataclass(frozen=True, kw_only=True)
class Counting(Generic[Row]):
    """A kind of count: its table, the columns that are its own, and when a row of it happened.

    `happened_at` gives None where a row happened when its device made it; `sum_up` is told of the
    rows that are new, and by which device they came.
    """

    table: Table
    own: Sequence[str]
    happened_at: Callable[[Row], datetime | None] = lambda _row: None
    sum_up: SumUp = lambda _connection, _device_id, _rows: None

    @property
    def id_name(self) -> str:
        """Give the name of the column that holds the id made by the phone."""
        [name] = self.table.primary_key.columns.keys()
        return name


def record_counts(
    session: Session, counting: Counting[Row], token: str, batch: Batch[Row], *, at: datetime
) -> Sequence[RowResult]:
    """Store a phone's counts of one kind, each once; raise `UnknownDevice`."""
    session.flush()
    connection = session.connection()
    device = get_posting_device(connection, token, at=at)
    readable = [row for row in batch.rows if not isinstance(row, UnreadableRow)]
    makers: Makers = list_makers(connection, readable)
    hold_devices(connection, {device.id, *(maker.id for maker in makers.values())})
    touch(connection, device, batch, at=at)
    known = known_counts(session, counting, readable)
    found = sort_out(connection, device, counting.table, batch, known, at=at)
    calendar, clock = Calendar(device), Clock(batch.sent_at, at)
    rows = [
        common_values(device, row, clock, calendar, makers, happened_at=counting.happened_at(row))
        | {name: getattr(row, name) for name in counting.own}
        | {counting.id_name: row.row_id}
        for row in found.new
    ]
    insert_new(connection, counting.table, rows)
    counting.sum_up(connection, device.id, rows)
    return found.results


def known_counts(
    session: Session, counting: Counting[Row], rows: Iterable[Row]
) -> Mapping[str, Fingerprint]:
    """Read what is stored of counts with the ids of these."""
    ids = {row.row_id: row for row in rows}
    same = next((row.SAME for row in ids.values()), ())
    columns = counting.table.c
    stored = select(columns[counting.id_name], *(columns[name] for name in same)).where(
        columns[counting.id_name].in_(ids)
    )
    return {row[0]: tuple(row[1:]) for row in session.execute(stored)}
