"""The facts that cases are made of, as plain values; the names are those of their columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from eventsys.checkin.rules import (
    Direction,
    HeadCountKind,
    HeadCountRole,
    RowState,
    TicketFacts,
    Verdict,
)


class PhoneScan(NamedTuple):
    """A scan, as far as cases hang on it; a strange one is relayed for no phone of the event."""

    row_id: str
    device_id: int
    seq: int
    occasion_id: int | None
    gate: str | None
    undoes: str | None
    offset_ms: int
    effective_at: datetime
    received_at: datetime
    clock_unsure: bool
    quarantined: bool
    is_strange: bool
    ticket_id: int | None
    direction: Direction
    shown: Verdict | None
    read_hash: str = ""


class PhoneTally(NamedTuple):
    """A tally, as far as cases hang on it."""

    row_id: str
    device_id: int
    seq: int
    occasion_id: int | None
    gate: str | None
    undoes: str | None
    offset_ms: int
    effective_at: datetime
    received_at: datetime
    clock_unsure: bool
    quarantined: bool
    is_strange: bool
    linked_scan_id: str | None


class PhoneHeadCount(NamedTuple):
    """A head count, as far as cases hang on it."""

    row_id: str
    device_id: int
    seq: int
    occasion_id: int | None
    gate: str
    supersedes: str | None
    offset_ms: int
    effective_at: datetime
    received_at: datetime
    clock_unsure: bool
    quarantined: bool
    is_strange: bool
    kind: HeadCountKind
    role: HeadCountRole
    n: int
    slot_start: datetime
    slot_end: datetime


PhoneRow = PhoneScan | PhoneTally | PhoneHeadCount


class Stray(NamedTuple):
    """A row that could not be stored as what it is."""

    device_id: int
    row_id: str | None
    state: RowState
    body_hash: str
    received_at: datetime


@dataclass(frozen=True, kw_only=True)
class GateTicket:
    """A ticket that was scanned: what its verdicts hang on, and its occasion, None for all."""

    facts: TicketFacts
    occasion_id: int | None


@dataclass(frozen=True, kw_only=True)
class Phone:
    """A phone of the event; `told` is the highest number that it says it has given."""

    revoked_at: datetime | None
    told: int = 0


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that an event's cases are made of, and the moment they are seen at."""

    at: datetime
    has_ended: bool
    phones: Mapping[int, Phone]
    tickets: Mapping[int, GateTicket]
    scans: Sequence[PhoneScan]
    tallies: Sequence[PhoneTally]
    head_counts: Sequence[PhoneHeadCount]
    strays: Sequence[Stray]

    def rows(self) -> Iterable[PhoneRow]:
        """Go through all that phones sent, of whatever kind."""
        yield from self.scans
        yield from self.tallies
        yield from self.head_counts
