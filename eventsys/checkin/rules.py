"""What a scan comes to, decided on plain values from all scans of a ticket.

The verdict of a scan is a function of the set of the ticket's scans, ordered by (effective time,
id): it does not depend on when or how often they arrived.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from eventsys.registration.tickets.rules import NO_PAST, Past

LATEST_UNDO = timedelta(minutes=15)


class Verdict(StrEnum):
    """What a scan comes to, computed from the ticket's scans."""

    ADMITTED = "admitted"
    ALREADY_IN = "already-in"
    RE_ENTRY = "re-entry"
    OUT = "out"
    UNDONE = "undone"
    WAITING = "waiting"
    BLOCKED = "blocked"
    REPLACED = "replaced"
    DEREGISTERED = "deregistered"
    CANCELLED_EVENT = "cancelled-event"
    OTHER_EVENT = "other-event"
    UNKNOWN = "unknown"
    TEST = "test"
    STAFF = "staff"


class Direction(StrEnum):
    """Which way a scan goes."""

    IN = "in"
    OUT = "out"
    UNDO = "undo"


class DeviceRole(StrEnum):
    """What a phone is paired for."""

    SCAN = "scan"
    COUNT = "count"


class RowState(StrEnum):
    """What became of a row that a phone sent; each of them means stored."""

    NEW = "new"
    SAME = "same"
    CONFLICT = "conflict"
    UNREADABLE = "unreadable"


class HeadCountKind(StrEnum):
    """What a head count counted; kinds are never added together."""

    IN = "in"
    PRESENT = "present"
    ESTIMATE = "estimate"


class HeadCountRole(StrEnum):
    """Whether a head count is part of the sum, or checks another."""

    SUM = "sum"
    CONTROL = "control"


@dataclass(kw_only=True, slots=True)
class TicketFacts:
    """What a ticket is, apart from its scans; the times say since when it admits no more."""

    is_waiting: bool = False
    is_practice: bool = False
    is_staff: bool = False
    blocked_at: datetime | None = None
    replaced_at: datetime | None = None
    past: Past = NO_PAST
    deregistered_at: datetime | None = None
    cancelled_event: bool = False
    reentry: bool = True

    @property
    def is_plain(self) -> bool:
        """Tell whether nothing speaks against the ticket at any moment, as with nearly all."""
        is_special = self.is_waiting or self.is_practice or self.is_staff or self.cancelled_event
        has_ended = self.blocked_at or self.replaced_at or self.deregistered_at
        return not (is_special or has_ended or self.past is not NO_PAST)


@dataclass(kw_only=True, slots=True)
class ScanFacts:
    """What a scan is: who made it, where, when, which way; and what it takes back."""

    scan_id: str
    device_id: int
    occasion_id: int | None
    gate: str | None
    direction: Direction
    effective_at: datetime
    undoes: str | None = None
    read_hash: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A ticket's first admission to an occasion."""

    scan_id: str
    at: datetime
    gate: str | None


@dataclass
class OccasionState:
    """Where a ticket stands at one occasion."""

    first: Entry | None = None
    is_inside: bool = False
    re_entries: int = 0


@dataclass
class TicketHistory:
    """What all scans of a ticket come to: a verdict for each, and where the ticket stands."""

    verdicts: dict[str, Verdict] = field(default_factory=dict)
    occasions: dict[int | None, OccasionState] = field(default_factory=dict)


def judge(ticket: TicketFacts, scans: Iterable[ScanFacts]) -> TicketHistory:
    """Decide what each scan of a ticket comes to, and where the ticket stands after them."""
    ordered = sorted(scans, key=lambda scan: (scan.effective_at, scan.scan_id))
    undone = undone_scans(ordered)
    history = TicketHistory()
    for scan in ordered:
        if scan.direction is Direction.UNDO or scan.scan_id in undone:
            continue
        history.verdicts[scan.scan_id] = pass_gate(ticket, scan, history)
    for scan in ordered:
        if scan.scan_id in undone or undone.get(scan.undoes or "") == scan.scan_id:
            history.verdicts[scan.scan_id] = Verdict.UNDONE
        elif scan.direction is Direction.UNDO:
            history.verdicts[scan.scan_id] = verdict_now(ticket, scan, history)
    return history


def undone_scans(ordered: Sequence[ScanFacts]) -> Mapping[str, str]:
    """Find the scans that are taken back, each with the first scan that does so.

    An undo has effect on a scan of the same device, not more than 15 minutes old.
    """
    by_id = {scan.scan_id: scan for scan in ordered if scan.direction is not Direction.UNDO}
    undone: dict[str, str] = {}
    for scan in ordered:
        target = by_id.get(scan.undoes or "") if scan.direction is Direction.UNDO else None
        if (
            target is not None
            and target.device_id == scan.device_id
            and abs(scan.effective_at - target.effective_at) <= LATEST_UNDO
        ):
            undone.setdefault(target.scan_id, scan.scan_id)
    return undone


def pass_gate(ticket: TicketFacts, scan: ScanFacts, history: TicketHistory) -> Verdict:
    """Decide what one scan comes to after those before it, and move the ticket accordingly."""
    refusal = refuse(ticket, scan)
    if refusal is not None:
        return refusal
    state = history.occasions.setdefault(scan.occasion_id, OccasionState())
    if scan.direction is Direction.OUT:
        state.is_inside = False
        return Verdict.OUT
    if state.first is None:
        state.first = Entry(scan_id=scan.scan_id, at=scan.effective_at, gate=scan.gate)
        state.is_inside = True
        return Verdict.ADMITTED
    if state.is_inside or not ticket.reentry:
        return Verdict.ALREADY_IN
    state.is_inside = True
    state.re_entries += 1
    return Verdict.RE_ENTRY


def refuse(ticket: TicketFacts, scan: ScanFacts) -> Verdict | None:
    """Say why a ticket admits nobody by a scan, or is not counted; None where it admits."""
    if ticket.is_plain:
        return None
    at, past = scan.effective_at, ticket.past
    replaced_at = ticket.replaced_at or past.codes.get(scan.read_hash)
    reasons = (
        (ticket.is_practice, Verdict.TEST),
        (ticket.is_staff, Verdict.STAFF),
        (ticket.cancelled_event, Verdict.CANCELLED_EVENT),
        (is_past(replaced_at, at), Verdict.REPLACED),
        (is_past(ticket.blocked_at, at) or past.was_blocked(at), Verdict.BLOCKED),
        (is_past(ticket.deregistered_at, at), Verdict.DEREGISTERED),
        (ticket.is_waiting, Verdict.WAITING),
    )
    return next((verdict for holds, verdict in reasons if holds), None)


def verdict_now(ticket: TicketFacts, scan: ScanFacts, history: TicketHistory) -> Verdict:
    """Tell where the ticket stands, for an undo that has no effect."""
    refusal = refuse(ticket, scan)
    if refusal is not None:
        return refusal
    state = history.occasions.get(scan.occasion_id, OccasionState())
    return Verdict.ALREADY_IN if state.is_inside else Verdict.OUT


def is_past(since: datetime | None, at: datetime) -> bool:
    """Tell whether something holds at a moment, given since when it holds, if ever."""
    return since is not None and since <= at
