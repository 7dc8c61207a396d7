"""What stores head counts."""

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter

from sqlalchemy.orm import Session

from eventsys.checkin.counting import Counting, record_counts
from eventsys.checkin.models import HeadCount
from eventsys.checkin.requests import Batch, HeadCountRow, RowResult
from eventsys.core.db import table_of

HEAD_COUNTS = Counting[HeadCountRow](
    table=table_of(HeadCount),
    own=("post", "slot_start", "slot_end", "kind", "n", "role", "supersedes", "reason"),
    happened_at=attrgetter("slot_start"),
)


def record_head_counts(
    session: Session, token: str, batch: Batch[HeadCountRow], *, at: datetime
) -> Sequence[RowResult]:
    """Store a phone's head counts, each once; raise `UnknownDevice`."""
    return record_counts(session, HEAD_COUNTS, token, batch, at=at)
