"""The facts that phones send."""

from eventsys.checkin.rules import Direction, HeadCountKind, HeadCountRole, Verdict
from eventsys.core.codes import CodeKind
from eventsys.exchange.season.facts.base import (
    Count,
    Fact,
    FactId,
    Line,
    Moment,
    Name,
    Offset,
    Uuid,
    is_in_order,
    require,
)
from eventsys.registration.rules import Category


class Sent(Fact, frozen=True, kw_only=True):
    """What everything has that a phone sends; its id was made by the phone."""

    id: Uuid
    device: FactId
    event: FactId
    occasion: FactId | None = None
    seq: Count
    device_at: Moment | None = None
    offset_ms: Offset = 0
    effective_at: Moment
    received_at: Moment
    clock_unsure: bool = False
    relayed_for: Line | None = None
    handed_in_by: FactId | None = None
    quarantined: bool = False


class ScanFact(Sent, tag="scan", frozen=True, kw_only=True):
    """One reading of a code; neither the code nor its hash leaves the system.

    `code_ended_at` is since when the code that was read admitted nobody any more.
    """

    ticket: FactId | None = None
    other_event: bool = False
    code_kind: CodeKind
    code_ended_at: Moment | None = None
    gate: Line | None = None
    direction: Direction
    undoes: Uuid | None = None
    shown: Verdict | None = None
    is_practice: bool = False

    def check(self) -> None:
        """Only a ticket's code can end."""
        is_known = self.code_ended_at is None or self.ticket is not None
        require("code_ended_at", is_true=is_known, reason="goes with `ticket`")


class TallyFact(Sent, tag="tally", frozen=True, kw_only=True):
    """A person counted without a ticket, or the undoing of such a count."""

    category: Category
    gate: Line | None = None
    undoes: Uuid | None = None
    linked_scan_id: Uuid | None = None
    same_as_scan_id: Uuid | None = None


class HeadCountFact(Sent, tag="head-count", frozen=True, kw_only=True):
    """A number of people counted in a slot at a post."""

    post: Name
    slot_start: Moment
    slot_end: Moment
    kind: HeadCountKind
    n: Count
    role: HeadCountRole
    supersedes: Uuid | None = None
    left_out_for: Uuid | None = None

    def check(self) -> None:
        """Refuse a slot that ends before it starts."""
        is_span = is_in_order(self.slot_start, self.slot_end)
        require("slot_end", is_true=is_span, reason="is before `slot_start`")
