"""What stores tallies: people counted without a ticket."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.checkin.arrivals.operations import count_walk_ins
from eventsys.checkin.counting import Counting, record_counts
from eventsys.checkin.models import Tally
from eventsys.checkin.requests import Batch, RowResult, TallyRow
from eventsys.core.db import table_of

TALLIES = Counting[TallyRow](
    table=table_of(Tally),
    own=("category", "gate", "undoes", "linked_scan_id"),
    sum_up=count_walk_ins,
)


def record_tallies(
    session: Session, token: str, batch: Batch[TallyRow], *, at: datetime
) -> Sequence[RowResult]:
    """Store a phone's tallies, each once; raise `UnknownDevice`."""
    return record_counts(session, TALLIES, token, batch, at=at)
