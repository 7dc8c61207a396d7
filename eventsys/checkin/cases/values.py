"""What cases are: the kinds, the case itself, and how it can be decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from eventsys.checkin.cases.facts import PhoneHeadCount, PhoneRow, PhoneScan, PhoneTally
from eventsys.checkin.rules import Direction, Verdict

MOST_LINES = 10


class CaseKind(StrEnum):
    """What does not go together."""

    TWICE = "twice"
    OTHER_DATE = "other-date"
    LET_IN = "let-in"
    NO_ENTRY = "no-entry"
    UNDO = "undo"
    DOUBLE = "double"
    OVERLAP = "overlap"
    LATE = "late"
    STRANGE = "strange"
    CLOCK = "clock"
    GAP = "gap"
    SAME_NUMBER = "same-number"
    CONFLICT = "conflict"
    UNREADABLE = "unreadable"
    LOST_SCAN = "lost-scan"
    LOST_TALLY = "lost-tally"


class Choice(StrEnum):
    """How a case is decided: it stands as counted, or the number is corrected."""

    STANDS = "stands"
    ONCE = "once"
    COUNT = "count"
    ONLY = "only"


CHOICES: Mapping[CaseKind, Sequence[Choice]] = {
    CaseKind.DOUBLE: (Choice.STANDS, Choice.ONCE),
    CaseKind.OVERLAP: (Choice.STANDS, Choice.ONLY),
    CaseKind.LATE: (Choice.STANDS, Choice.COUNT),
}
"""Kinds whose decision can change a number; all others can only stand."""


class UndoFault(StrEnum):
    """Why an undo has no effect."""

    UNKNOWN = "unknown"
    OTHER_PHONE = "other-phone"
    TOO_LATE = "too-late"
    OTHER_TICKET = "other-ticket"


class LineKind(StrEnum):
    """What a line of a case tells of."""

    SCAN_IN = "scan-in"
    SCAN_OUT = "scan-out"
    UNDO = "undo"
    TALLY = "tally"
    HEAD_COUNT = "head-count"
    CLOCK_JUMP = "clock-jump"
    STRAY = "stray"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that happened, for whoever decides.

    `number` is what was counted, or by how many minutes a clock jumped.
    """

    kind: LineKind
    at: datetime
    device_id: int
    gate: str | None = None
    row_id: str = ""
    number: int = 0
    verdict: Verdict | None = None
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Case:
    """Facts that do not go together; `facts` are their ids, `key` tells it from others of its kind.

    Of many facts only the first stand in `lines`; `number` tells how many there are.
    """

    kind: CaseKind
    key: str
    facts: frozenset[str]
    lines: Sequence[Line]
    number: int = 0
    ticket_id: int | None = None
    occasion_id: int | None = None
    device_id: int | None = None
    verdict: Verdict | None = None
    fault: UndoFault | None = None

    @property
    def at(self) -> datetime | None:
        """Tell when the first of it happened; None where nothing has a time."""
        return self.lines[0].at if self.lines else None

    @property
    def seen(self) -> str:
        """Give a short text that is another one as soon as the facts are others."""
        return sha256("\n".join(sorted(self.facts)).encode()).hexdigest()[:16]

    @property
    def choices(self) -> Sequence[Choice]:
        """Tell how it can be decided."""
        return CHOICES.get(self.kind, (Choice.STANDS,))


def line_of(row: PhoneRow, verdict: Verdict | None = None) -> Line:
    """Tell of one row."""
    if isinstance(row, PhoneHeadCount):
        return Line(
            kind=LineKind.HEAD_COUNT,
            at=row.slot_start,
            until=row.slot_end,
            device_id=row.device_id,
            gate=row.gate,
            row_id=row.row_id,
            number=row.n,
        )
    return Line(
        kind=line_kind(row),
        at=row.effective_at,
        device_id=row.device_id,
        gate=row.gate,
        row_id=row.row_id,
        verdict=verdict,
    )


def line_kind(row: PhoneScan | PhoneTally) -> LineKind:
    """Name what a row tells of."""
    if isinstance(row, PhoneTally):
        return LineKind.TALLY if row.undoes is None else LineKind.UNDO
    kinds = {
        Direction.IN: LineKind.SCAN_IN,
        Direction.OUT: LineKind.SCAN_OUT,
        Direction.UNDO: LineKind.UNDO,
    }
    return kinds[row.direction]


def lines_of(rows: Iterable[PhoneRow]) -> list[Line]:
    """Tell of the first of several rows, in the order of time."""
    ordered = sorted(rows, key=lambda row: (row.effective_at, row.row_id))
    return [line_of(row) for row in ordered[:MOST_LINES]]
