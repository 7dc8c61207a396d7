"""Cases of counts made without a ticket: tallies and head counts."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from eventsys.checkin.cases.facts import Facts, PhoneHeadCount, PhoneScan, PhoneTally
from eventsys.checkin.cases.values import Case, CaseKind, UndoFault, line_of
from eventsys.checkin.rules import HeadCountKind, HeadCountRole

DOUBLE_WITHIN = timedelta(seconds=10)
AWAITED_FOR = timedelta(hours=24)


def cases_of_counts(facts: Facts, entered: Mapping[int, Sequence[PhoneScan]]) -> Iterator[Case]:
    """Find what does not go together; `entered` are the entries of each phone by time."""
    counting = [tally for tally in facts.tallies if not tally.quarantined]
    by_id = {tally.row_id: tally for tally in facts.tallies}
    undoings = [tally for tally in counting if tally.undoes is not None]
    undone = {(undo.undoes, undo.device_id) for undo in undoings}
    scan_ids = {scan.row_id for scan in facts.scans}
    for tally in counting:
        if tally.undoes is not None:
            yield from idle_undo(tally, by_id, facts)
        elif (tally.row_id, tally.device_id) not in undone:
            yield from lost_scan(tally, scan_ids, facts)
            yield from counted_twice(tally, entered.get(tally.device_id, ()))
    yield from overlaps(facts.head_counts)


def idle_undo(undo: PhoneTally, by_id: Mapping[str, PhoneTally], facts: Facts) -> Iterator[Case]:
    """Find an undo of another phone's tally, or of one that has not come in a day."""
    target = by_id.get(undo.undoes or "")
    if target is None:
        if facts.at - undo.received_at > AWAITED_FOR:
            yield tally_case(CaseKind.LOST_TALLY, undo)
    elif target.device_id != undo.device_id and not target.quarantined:
        yield tally_case(CaseKind.UNDO, target, undo)


def lost_scan(tally: PhoneTally, scan_ids: set[str], facts: Facts) -> Iterator[Case]:
    """Find a tally that was made with a scan that has not come in a day."""
    is_lost = tally.linked_scan_id is not None and tally.linked_scan_id not in scan_ids
    if is_lost and facts.at - tally.received_at > AWAITED_FOR:
        yield tally_case(CaseKind.LOST_SCAN, tally)


def counted_twice(tally: PhoneTally, entries: Sequence[PhoneScan]) -> Iterator[Case]:
    """Find a tally made within 10 seconds of an entry with a ticket, on the same phone."""
    if tally.linked_scan_id is not None:
        return
    at = tally.effective_at
    first = bisect_left(entries, at - DOUBLE_WITHIN, key=lambda scan: scan.effective_at)
    last = bisect_right(entries, at + DOUBLE_WITHIN, key=lambda scan: scan.effective_at)
    near = entries[first:last]
    if near:
        nearest = min(near, key=lambda scan: (abs(scan.effective_at - at), scan.row_id))
        yield tally_case(CaseKind.DOUBLE, tally, nearest)


def tally_case(kind: CaseKind, tally: PhoneTally, *others: PhoneTally | PhoneScan) -> Case:
    """Make the case of a tally, or of the undoing that stands last."""
    rows = sorted((tally, *others), key=lambda row: (row.effective_at, row.row_id))
    undoes = kind is CaseKind.UNDO
    about = others[0] if undoes else tally
    ticket_ids = [row.ticket_id for row in rows if isinstance(row, PhoneScan)]
    return Case(
        kind=kind,
        key=about.row_id,
        facts=frozenset(row.row_id for row in rows),
        lines=[line_of(row) for row in rows],
        number=len(rows),
        ticket_id=ticket_ids[0] if ticket_ids else None,
        occasion_id=tally.occasion_id,
        device_id=about.device_id,
        fault=UndoFault.OTHER_PHONE if undoes else None,
    )


def overlaps(head_counts: Sequence[PhoneHeadCount]) -> Iterator[Case]:
    """Find counts of the same at one post whose times overlap, where none is a check."""
    counting = [each for each in head_counts if not each.quarantined]
    superseded = {each.supersedes for each in counting}
    by_post: defaultdict[tuple[object, ...], list[PhoneHeadCount]] = defaultdict(list)
    for each in counting:
        is_summed = each.role is HeadCountRole.SUM and each.kind is not HeadCountKind.ESTIMATE
        if is_summed and each.row_id not in superseded:
            by_post[each.occasion_id, each.gate, each.kind].append(each)
    for found in by_post.values():
        for group in overlapping(found):
            yield Case(
                kind=CaseKind.OVERLAP,
                key=min(each.row_id for each in group),
                facts=frozenset(each.row_id for each in group),
                lines=[line_of(each) for each in group],
                number=len(group),
                occasion_id=group[0].occasion_id,
            )


def overlapping(counts: Sequence[PhoneHeadCount]) -> Iterator[Sequence[PhoneHeadCount]]:
    """Put together counts whose times overlap, or that are of the same moment."""
    ordered = sorted(counts, key=lambda each: (each.slot_start, each.slot_end, each.row_id))
    group: list[PhoneHeadCount] = []
    for each in ordered:
        is_apart = all(not is_overlap(other, each) for other in group)
        if is_apart:
            if len(group) > 1:
                yield group
            group = []
        group.append(each)
    if len(group) > 1:
        yield group


def is_overlap(one: PhoneHeadCount, other: PhoneHeadCount) -> bool:
    """Tell whether two counts, the first not later than the other, share a part of their time."""
    return other.slot_start < one.slot_end or one.slot_start == other.slot_start
