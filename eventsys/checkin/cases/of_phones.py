"""Cases of one phone: its clock, its numbers, what it handed in too late or not readably."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from eventsys.checkin.cases.facts import Facts, Phone, PhoneRow, Stray
from eventsys.checkin.cases.values import MOST_LINES, Case, CaseKind, Line, LineKind, lines_of
from eventsys.checkin.rules import RowState

CLOCK_JUMP = timedelta(minutes=2)
MILLISECONDS_A_MINUTE = 60_000


def cases_of_phones(facts: Facts) -> Iterator[Case]:
    """Find what does not go together in what each phone sent."""
    by_phone: defaultdict[int, list[PhoneRow]] = defaultdict(list)
    for row in facts.rows():
        by_phone[row.device_id].append(row)
    for device_id, phone in facts.phones.items():
        rows = by_phone[device_id]
        yield from case_of(CaseKind.LATE, device_id, handed_in_late(phone, rows))
        strange = [row for row in rows if row.is_strange]
        yield from case_of(CaseKind.STRANGE, device_id, strange)
        rows = [row for row in rows if not row.is_strange]
        yield from unsure_clock(device_id, rows)
        if facts.has_ended:
            yield from gap(device_id, phone, rows)
        yield from case_of(CaseKind.SAME_NUMBER, device_id, of_same_number(rows))
    yield from stray_rows(facts.strays)


def case_of(kind: CaseKind, device_id: int, rows: Sequence[PhoneRow]) -> Iterator[Case]:
    """Make a phone's case of the rows that are odd; none where none is."""
    if rows:
        yield Case(
            kind=kind,
            key=str(device_id),
            facts=frozenset(row.row_id for row in rows),
            lines=lines_of(rows),
            number=len(rows),
            device_id=device_id,
        )


def handed_in_late(phone: Phone, rows: Sequence[PhoneRow]) -> Sequence[PhoneRow]:
    """List what a phone did after it was disconnected."""
    revoked_at = phone.revoked_at
    return [
        row
        for row in rows
        if not row.is_strange
        and (row.quarantined or (revoked_at is not None and row.effective_at > revoked_at))
    ]


def unsure_clock(device_id: int, rows: Sequence[PhoneRow]) -> Iterator[Case]:
    """Find rows whose time is not known, and jumps of the clock between two batches."""
    unsure = [row for row in rows if row.clock_unsure]
    jumps = jumps_of(device_id, rows)
    if unsure or jumps:
        yield Case(
            kind=CaseKind.CLOCK,
            key=str(device_id),
            facts=frozenset(
                [*(row.row_id for row in unsure), *(jump.at.isoformat() for jump in jumps)]
            ),
            lines=[*jumps, *lines_of(unsure)][:MOST_LINES],
            number=len(unsure) + len(jumps),
            device_id=device_id,
        )


def jumps_of(device_id: int, rows: Sequence[PhoneRow]) -> Sequence[Line]:
    """Compare how far off the clock was, batch by batch."""
    batches = sorted({(row.received_at, row.offset_ms) for row in rows if not row.clock_unsure})
    return [
        Line(
            kind=LineKind.CLOCK_JUMP,
            at=at,
            device_id=device_id,
            number=round((before - offset) / MILLISECONDS_A_MINUTE),
        )
        for (_, before), (at, offset) in pairwise(batches)
        if abs(timedelta(milliseconds=offset - before)) > CLOCK_JUMP
    ]


def gap(device_id: int, phone: Phone, rows: Sequence[PhoneRow]) -> Iterator[Case]:
    """Find the numbers that a phone has given and that have not come in after the event."""
    numbers = {row.seq for row in rows if row.seq > 0}
    made = max([phone.told, *numbers])
    missing = made - len(numbers)
    if missing > 0:
        yield Case(
            kind=CaseKind.GAP,
            key=str(device_id),
            facts=frozenset({str(made)}),
            lines=[],
            number=missing,
            device_id=device_id,
        )


def of_same_number(rows: Sequence[PhoneRow]) -> Sequence[PhoneRow]:
    """List rows that share their number with another one of the same phone."""
    by_number: defaultdict[int, list[PhoneRow]] = defaultdict(list)
    for row in rows:
        if row.seq > 0:
            by_number[row.seq].append(row)
    return [row for same in by_number.values() if len(same) > 1 for row in same]


def stray_rows(strays: Sequence[Stray]) -> Iterator[Case]:
    """Find what phones sent that could not be stored; what was sent again is one and the same."""
    by_phone: defaultdict[tuple[int, RowState], dict[str, Stray]] = defaultdict(dict)
    for stray in sorted(strays, key=lambda each: each.received_at):
        fact = f"{stray.row_id or ''}.{stray.body_hash}"
        by_phone[stray.device_id, stray.state].setdefault(fact, stray)
    for (device_id, state), found in by_phone.items():
        is_conflict = state is RowState.CONFLICT
        first = list(found.values())[:MOST_LINES]
        yield Case(
            kind=CaseKind.CONFLICT if is_conflict else CaseKind.UNREADABLE,
            key=str(device_id),
            facts=frozenset(found),
            lines=[
                Line(kind=LineKind.STRAY, at=each.received_at, device_id=device_id)
                for each in first
            ],
            number=len(found),
            device_id=device_id,
        )
