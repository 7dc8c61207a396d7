"""What phones send: batches of rows, each readable or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Generic, TypeVar

from eventsys.checkin.rules import (
    Direction,
    Entry,
    HeadCountKind,
    HeadCountRole,
    RowState,
    Verdict,
)
from eventsys.core.codes import CodeRead
from eventsys.registration.rules import Category

Row_co = TypeVar("Row_co", covariant=True)
Fingerprint = tuple[object, ...]


@dataclass(kw_only=True, slots=True)
class MadeRow:
    """What all rows have in common; `device_at` is None where the clock told nothing usable.

    `relayed_for` is the public id of the phone that made the row, where another one hands it in;
    `relay_offset_ms` is how far the clock of that other one was ahead when it took the row over.
    """

    row_id: str
    seq: int
    device_at: datetime | None
    relayed_for: str | None = None
    relay_offset_ms: int | None = None


@dataclass(kw_only=True, slots=True)
class ScanRow(MadeRow):
    """One scan as a phone tells it."""

    read: CodeRead
    gate: str | None
    direction: Direction
    undoes: str | None
    shown: Verdict | None

    @property
    def fingerprint(self) -> Fingerprint:
        """Give what makes two tellings of this scan the same."""
        return (
            self.seq,
            self.read.digest,
            self.gate,
            self.direction,
            self.undoes,
            self.device_at,
        )


@dataclass(kw_only=True, slots=True)
class TallyRow(MadeRow):
    """One person counted without a ticket, or the undoing of an earlier count."""

    SAME: ClassVar = ("seq", "category", "gate", "undoes", "linked_scan_id", "device_at")

    category: Category
    gate: str | None
    undoes: str | None
    linked_scan_id: str | None

    @property
    def fingerprint(self) -> Fingerprint:
        """Give what makes two tellings of this tally the same."""
        return tuple(getattr(self, name) for name in self.SAME)


@dataclass(kw_only=True, slots=True)
class HeadCountRow(MadeRow):
    """A number of people counted in a slot at a post."""

    SAME: ClassVar = ("seq", "post", "slot_start", "slot_end", "kind", "n", "role", "supersedes")

    post: str
    slot_start: datetime
    slot_end: datetime
    kind: HeadCountKind
    n: int
    role: HeadCountRole
    supersedes: str | None
    reason: str | None

    @property
    def fingerprint(self) -> Fingerprint:
        """Give what makes two tellings of this count the same."""
        return tuple(getattr(self, name) for name in self.SAME)


@dataclass(frozen=True, kw_only=True)
class UnreadableRow:
    """A row that says nothing usable; kept as text without codes, at most 2,000 characters."""

    row_id: str | None
    body: str


@dataclass(frozen=True, kw_only=True)
class Batch(Generic[Row_co]):
    """Rows in the order they were sent, and the phone's clock when it sent them.

    `last_seq` is the highest number the phone has given, `unsent` how many rows it holds besides
    these; None where it does not say.
    """

    sent_at: datetime | None
    rows: Sequence[Row_co | UnreadableRow]
    last_seq: int | None = None
    unsent: int | None = None


@dataclass(frozen=True, kw_only=True)
class Handed(Generic[Row_co]):
    """What a phone hands in, by its token, and when that came."""

    token: str
    batch: Batch[Row_co]
    at: datetime


@dataclass(kw_only=True, slots=True)
class RowResult:
    """What became of one row; whatever it is, the row is stored and the phone may delete it."""

    index: int
    row_id: str | None
    state: RowState


@dataclass(kw_only=True, slots=True)
class ScanResult(RowResult):
    """What became of a scan, and what its ticket comes to now."""

    verdict: Verdict | None = None
    occasion_no: int | None = None
    first: Entry | None = None
