"""What phones hand in, and what became of it.

The rows of a batch are read one by one: one that cannot be read is a result of its own.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from msgspec import UNSET, Meta, UnsetType

from eventsys.checkin.rules import (
    Direction,
    HeadCountKind,
    HeadCountRole,
    RowState,
    Verdict,
)
from eventsys.registration.rules import Category
from eventsys.web.api.shapes.common import HIGHEST_SEQ, Id, Input, Name, OptionalId, Seq, Shape

LONGEST_CODE = 8192
MOST_HEADS = 1_000_000
LONGEST_OFFSET = 10**13

SentAt = Annotated[
    str | None,
    Meta(description="The device's clock at sending, RFC 3339; the offset is taken from it."),
]
LastSeq = Annotated[
    int, Meta(ge=0, le=HIGHEST_SEQ, description="The highest number that the device has given.")
]
Unsent = Annotated[
    int,
    Meta(ge=0, le=HIGHEST_SEQ, description="How many rows it holds besides those of the batch."),
]
DeviceAt = Annotated[
    str | None,
    Meta(description="The device's clock, RFC 3339; without an offset it counts as unsure."),
]
RelayedFor = Annotated[
    str, Meta(max_length=40, description="The id of the device that made the row.")
]
RelayOffset = Annotated[
    int,
    Meta(
        ge=-LONGEST_OFFSET,
        le=LONGEST_OFFSET,
        description="The sender's clock less that of the device that made the row, at the relay.",
    ),
]
Moment = Annotated[str, Meta(description="RFC 3339 with an offset.", max_length=40)]
CodeHash = Annotated[str, Meta(pattern="^[A-Za-z0-9_-]{16}$", description="As in the roster.")]
Code = Annotated[
    str,
    Meta(max_length=LONGEST_CODE, description="What was read: QR text, bare code or short code."),
]


class Relayable(Input):
    """What a phone says of a row that it hands in for another one."""

    relayed_for: RelayedFor | None = None
    relay_offset_ms: RelayOffset | None = None


class ScanItem(Relayable, kw_only=True):
    """One reading of a code; `code` or `code_hash` must be given."""

    scan_id: Id
    seq: Seq
    direction: Direction
    code: Code | None = None
    code_hash: CodeHash | None = None
    gate: Name | None = None
    undoes: OptionalId = None
    device_at: DeviceAt = None
    shown: Annotated[str, Meta(max_length=40)] | None = None


class TallyItem(Relayable, kw_only=True):
    """One person counted without a ticket, or with `undoes` the taking back of one."""

    tally_id: Id
    seq: Seq
    category: Category
    gate: Name | None = None
    undoes: OptionalId = None
    linked_scan_id: OptionalId = None
    device_at: DeviceAt = None


class HeadCountItem(Relayable, kw_only=True):
    """A number of people counted in a slot at a post."""

    headcount_id: Id
    seq: Seq
    post: Name
    slot_start: Moment
    slot_end: Moment
    kind: HeadCountKind
    n: Annotated[int, Meta(ge=0, le=MOST_HEADS)]
    role: HeadCountRole
    supersedes: OptionalId = None
    reason: Annotated[str, Meta(max_length=500)] | None = None
    device_at: DeviceAt = None


class Telling(Input):
    """What a phone tells of itself with every batch."""

    sent_at: SentAt = None
    last_seq: LastSeq | None = None
    unsent: Unsent | None = None


class Scans(Telling, kw_only=True):
    """A batch of scans (`ScanItem`), at most 500; an empty one is a sign of life."""

    scans: Sequence[Any]


class Tallies(Telling, kw_only=True):
    """A batch of tallies (`TallyItem`), at most 500."""

    tallies: Sequence[Any]


class HeadCounts(Telling, kw_only=True):
    """A batch of head counts (`HeadCountItem`), at most 500."""

    headcounts: Sequence[Any]


class FirstEntry(Shape):
    """A ticket's first admission to the occasion."""

    at: datetime
    gate: str | None


class ScanResult(Shape):
    """What became of a scan, and what its ticket comes to today; each result means stored."""

    index: int
    scan_id: str | None
    state: RowState
    verdict: Verdict
    occasion: int | None
    first: FirstEntry | None
    error: str | UnsetType = UNSET


class ScanResults(Shape):
    """One result for each scan, in their order."""

    server_time: datetime
    results: Sequence[ScanResult]


class TallyResult(Shape):
    """What became of a tally."""

    index: int
    tally_id: str | None
    state: RowState
    error: str | UnsetType = UNSET


class TallyResults(Shape):
    """One result for each tally, in their order."""

    server_time: datetime
    results: Sequence[TallyResult]


class HeadCountResult(Shape):
    """What became of a head count."""

    index: int
    headcount_id: str | None
    state: RowState
    error: str | UnsetType = UNSET


class HeadCountResults(Shape):
    """One result for each head count, in their order."""

    server_time: datetime
    results: Sequence[HeadCountResult]
