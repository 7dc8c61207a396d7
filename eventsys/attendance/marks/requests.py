"""What is asked of attendance lists: to store marks, to correct one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from eventsys.attendance.marks.rules import AttendanceStatus, MarkState
from eventsys.registration.rules import Category

LONGEST_REASON = 300
MOST_MARKS = 500


@dataclass(frozen=True, kw_only=True)
class MarkRow:
    """One mark of a list, as it was made; the id is made where the mark is.

    `device_at` is None where it is made and received in one moment.
    """

    mark_id: UUID
    participant_id: int
    occasion_id: int
    status: AttendanceStatus
    device_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class MarkBatch:
    """Marks that are sent together, as they were made; `sent_at` is by the sender's clock."""

    marks: Sequence[MarkRow]
    sent_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class MarkResult:
    """What became of a mark; whatever it was, it need not be sent again."""

    mark_id: UUID
    state: MarkState


@dataclass(frozen=True, kw_only=True)
class CorrectionRequest:
    """What is put right about an occasion, and why; `unknown` takes earlier corrections back."""

    occasion_id: int
    status: AttendanceStatus
    reason: str


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Somebody who came unannounced; the key makes a request that comes twice the same."""

    key: UUID
    name: str
    category: Category = Category.ADULT
