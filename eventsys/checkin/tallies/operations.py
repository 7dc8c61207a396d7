"""What stores tallies: people counted without a ticket."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.checkin.devices.queries import get_posting_device
from eventsys.checkin.models import Tally
from eventsys.checkin.requests import Batch, Fingerprint, RowResult, TallyRow, UnreadableRow
from eventsys.checkin.rows import Calendar, Clock, common_values, insert_new, sort_out, touch
from eventsys.core.db import table_of


def record_tallies(
    session: Session, token: str, batch: Batch[TallyRow], *, at: datetime
) -> Sequence[RowResult]:
    """Store a phone's tallies, each once; raise `UnknownDevice`."""
    session.flush()
    connection = session.connection()
    device = get_posting_device(connection, token, at=at)
    touch(connection, device, at=at)
    table = table_of(Tally)
    readable = [row for row in batch.rows if not isinstance(row, UnreadableRow)]
    found = sort_out(connection, device, table, batch, known_tallies(session, readable), at=at)
    calendar = Calendar(device)
    clock = Clock(batch.sent_at, at)
    rows = [
        common_values(device, row, clock, calendar)
        | {
            "tally_id": row.row_id,
            "category": row.category,
            "gate": row.gate,
            "undoes": row.undoes,
            "linked_scan_id": row.linked_scan_id,
        }
        for row in found.new
    ]
    insert_new(connection, table, rows)
    return found.results


def known_tallies(session: Session, rows: Iterable[TallyRow]) -> Mapping[str, Fingerprint]:
    """Read what is stored of tallies with the ids of these."""
    stored = session.execute(
        select(
            Tally.tally_id,
            Tally.seq,
            Tally.category,
            Tally.gate,
            Tally.undoes,
            Tally.linked_scan_id,
            Tally.device_at,
        ).where(Tally.tally_id.in_({row.row_id for row in rows}))
    )
    return {row[0]: tuple(row[1:]) for row in stored}
