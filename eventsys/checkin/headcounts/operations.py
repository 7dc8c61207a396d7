"""What stores head counts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.checkin.devices.queries import get_posting_device
from eventsys.checkin.models import HeadCount
from eventsys.checkin.requests import Batch, Fingerprint, HeadCountRow, RowResult, UnreadableRow
from eventsys.checkin.rows import Calendar, Clock, common_values, insert_new, sort_out, touch
from eventsys.core.db import table_of


def record_head_counts(
    session: Session, token: str, batch: Batch[HeadCountRow], *, at: datetime
) -> Sequence[RowResult]:
    """Store a phone's head counts, each once; raise `UnknownDevice`."""
    session.flush()
    connection = session.connection()
    device = get_posting_device(connection, token, at=at)
    touch(connection, device, at=at)
    table = table_of(HeadCount)
    readable = [row for row in batch.rows if not isinstance(row, UnreadableRow)]
    found = sort_out(connection, device, table, batch, known_counts(session, readable), at=at)
    calendar = Calendar(device)
    clock = Clock(batch.sent_at, at)
    rows = [
        common_values(device, row, clock, calendar, happened_at=row.slot_start)
        | {
            "headcount_id": row.row_id,
            "post": row.post,
            "slot_start": row.slot_start,
            "slot_end": row.slot_end,
            "kind": row.kind,
            "n": row.n,
            "role": row.role,
            "supersedes": row.supersedes,
            "reason": row.reason,
        }
        for row in found.new
    ]
    insert_new(connection, table, rows)
    return found.results


def known_counts(session: Session, rows: Iterable[HeadCountRow]) -> Mapping[str, Fingerprint]:
    """Read what is stored of head counts with the ids of these."""
    stored = session.execute(
        select(
            HeadCount.headcount_id,
            HeadCount.seq,
            HeadCount.post,
            HeadCount.slot_start,
            HeadCount.slot_end,
            HeadCount.kind,
            HeadCount.n,
            HeadCount.role,
            HeadCount.supersedes,
        ).where(HeadCount.headcount_id.in_({row.row_id for row in rows}))
    )
    return {row[0]: tuple(row[1:]) for row in stored}
