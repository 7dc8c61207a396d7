"""Cases of one ticket: what its scans say together."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise

from eventsys.checkin.cases.facts import Facts, GateTicket, PhoneScan
from eventsys.checkin.cases.values import Case, CaseKind, UndoFault, line_of
from eventsys.checkin.rules import (
    LATEST_UNDO,
    Direction,
    ScanFacts,
    Verdict,
    judge,
)

SAME_AGAIN = timedelta(seconds=3)
ScansByTicket = Mapping[int, list[PhoneScan]]
"""The scans that count by ticket, 0 for none, each ticket's in the order of their time."""

ENTRIES = frozenset({Verdict.ADMITTED, Verdict.ALREADY_IN, Verdict.RE_ENTRY})
OPENED = frozenset({Verdict.ADMITTED, Verdict.RE_ENTRY})
REFUSED = frozenset({Verdict.BLOCKED, Verdict.REPLACED, Verdict.DEREGISTERED, Verdict.WAITING})


def cases_of_tickets(
    facts: Facts, by_ticket: ScansByTicket, verdicts: Mapping[str, Verdict]
) -> Iterator[Case]:
    """Find what does not go together in the scans that count, given what each comes to.

    What tickets of people who were forgotten came to is settled.
    """
    by_id = {scan.row_id: scan for scan in facts.scans}
    for ticket_id, scans in by_ticket.items():
        ticket = facts.tickets.get(ticket_id)
        if ticket_id and (ticket is None or is_ordinary(ticket, scans)):
            continue
        if ticket is not None and not is_plain(ticket, scans):
            yield from cases_of_ticket(ticket_id, ticket, scans, verdicts)
        yield from idle_undos(scans, by_id, verdicts)


def judge_all(facts: Facts, by_ticket: ScansByTicket) -> Mapping[str, Verdict]:
    """Decide what each passage of a ticket comes to; undos are none."""
    verdicts: dict[str, Verdict] = {}
    for ticket_id, scans in by_ticket.items():
        ticket = facts.tickets.get(ticket_id)
        if ticket is not None and is_ordinary(ticket, scans):
            verdicts.update((scan.row_id, Verdict.ADMITTED) for scan in scans)
        elif ticket is not None:
            verdicts |= judge(ticket.facts, [scan_facts(scan) for scan in scans]).verdicts
    for scan in facts.scans:
        if scan.direction is Direction.UNDO:
            verdicts.pop(scan.row_id, None)
    return verdicts


def scans_by_ticket(ordered: Sequence[PhoneScan]) -> ScansByTicket:
    """Sort the scans that count by ticket; 0 stands for none."""
    found: defaultdict[int, list[PhoneScan]] = defaultdict(list)
    for scan in ordered:
        if not scan.quarantined:
            found[scan.ticket_id or 0].append(scan)
    return found


def is_ordinary(ticket: GateTicket, scans: Sequence[PhoneScan]) -> bool:
    """Tell of a good ticket that only went in, once to each of its dates: nothing is odd there."""
    if not ticket.facts.is_plain:
        return False
    dates = {scan.occasion_id for scan in scans if scan.direction is Direction.IN}
    is_home = ticket.occasion_id is None or dates == {ticket.occasion_id}
    return is_home and len(dates) == len(scans)


def is_plain(ticket: GateTicket, scans: Sequence[PhoneScan]) -> bool:
    """Tell of a ticket that was scanned once, going in to its own date: most are like that."""
    [first, *more] = scans
    is_home = ticket.occasion_id is None or ticket.occasion_id == first.occasion_id
    return not more and is_home and first.direction is Direction.IN and first.shown not in OPENED


def scan_facts(scan: PhoneScan) -> ScanFacts:
    """Give what verdicts hang on."""
    return ScanFacts(
        scan_id=scan.row_id,
        device_id=scan.device_id,
        occasion_id=scan.occasion_id,
        gate=scan.gate,
        direction=scan.direction,
        effective_at=scan.effective_at,
        undoes=scan.undoes,
        read_hash=scan.read_hash,
    )


def cases_of_ticket(
    ticket_id: int,
    ticket: GateTicket,
    scans: Sequence[PhoneScan],
    verdicts: Mapping[str, Verdict],
) -> Iterator[Case]:
    """Find what does not go together at each occasion that a ticket was scanned at."""
    by_occasion: defaultdict[int | None, list[PhoneScan]] = defaultdict(list)
    for scan in scans:
        if scan.row_id in verdicts:
            by_occasion[scan.occasion_id].append(scan)
    for occasion_id, there in by_occasion.items():
        found = (
            (CaseKind.TWICE, entered_again(there, verdicts)),
            (CaseKind.OTHER_DATE, entered_elsewhere(ticket, there, verdicts)),
            (CaseKind.LET_IN, let_in_though_refused(there, verdicts)),
            (CaseKind.NO_ENTRY, left_without_entry(there, verdicts)),
        )
        for kind, odd in found:
            if odd:
                yield Case(
                    kind=kind,
                    key=f"{ticket_id}.{occasion_id or 0}",
                    facts=frozenset(scan.row_id for scan in odd),
                    lines=[line_of(scan, verdicts[scan.row_id]) for scan in odd],
                    number=len(odd),
                    ticket_id=ticket_id,
                    occasion_id=occasion_id,
                    verdict=verdicts[odd[0].row_id],
                )


def entered_again(
    scans: Sequence[PhoneScan], verdicts: Mapping[str, Verdict]
) -> Sequence[PhoneScan]:
    """List entries of somebody who was in, each after the one before it.

    The same ticket held before the same phone's camera a little longer is no second entry.
    """
    entries = [scan for scan in scans if verdicts[scan.row_id] in ENTRIES]
    odd: dict[str, PhoneScan] = {}
    for before, scan in pairwise(entries):
        if verdicts[scan.row_id] is Verdict.ALREADY_IN and not is_same_again(before, scan):
            odd |= {before.row_id: before, scan.row_id: scan}
    return list(odd.values())


def is_same_again(before: PhoneScan, scan: PhoneScan) -> bool:
    """Tell whether a scan only reads again what was just read at the same gate."""
    return before.gate == scan.gate and scan.effective_at - before.effective_at <= SAME_AGAIN


def entered_elsewhere(
    ticket: GateTicket, scans: Sequence[PhoneScan], verdicts: Mapping[str, Verdict]
) -> Sequence[PhoneScan]:
    """List the first entry to an occasion that a ticket is not for."""
    if ticket.occasion_id is None or ticket.occasion_id == scans[0].occasion_id:
        return []
    return [scan for scan in scans if verdicts[scan.row_id] is Verdict.ADMITTED]


def let_in_though_refused(
    scans: Sequence[PhoneScan], verdicts: Mapping[str, Verdict]
) -> Sequence[PhoneScan]:
    """List entries that the phone showed as good, by an old list, and that are none."""
    return [scan for scan in scans if scan.shown in OPENED and verdicts[scan.row_id] in REFUSED]


def left_without_entry(
    scans: Sequence[PhoneScan], verdicts: Mapping[str, Verdict]
) -> Sequence[PhoneScan]:
    """List exits of somebody who never came in before."""
    odd: list[PhoneScan] = []
    for scan in scans:
        if verdicts[scan.row_id] in ENTRIES:
            return odd
        if verdicts[scan.row_id] is Verdict.OUT:
            odd.append(scan)
    return odd


def idle_undos(
    scans: Sequence[PhoneScan], by_id: Mapping[str, PhoneScan], verdicts: Mapping[str, Verdict]
) -> Iterator[Case]:
    """Find undos that take nothing back."""
    for scan in scans:
        if scan.direction is not Direction.UNDO:
            continue
        target = by_id.get(scan.undoes or "")
        fault = fault_of(scan, target, verdicts)
        if fault is not None:
            rows = [scan] if target is None else [target, scan]
            yield Case(
                kind=CaseKind.UNDO,
                key=scan.row_id,
                facts=frozenset(row.row_id for row in rows),
                lines=[line_of(row, verdicts.get(row.row_id)) for row in rows],
                number=len(rows),
                ticket_id=scan.ticket_id,
                occasion_id=scan.occasion_id,
                device_id=scan.device_id,
                fault=fault,
            )


def fault_of(
    undo: PhoneScan, target: PhoneScan | None, verdicts: Mapping[str, Verdict]
) -> UndoFault | None:
    """Tell why an undo has no effect; None where it has, or where there is nothing to undo."""
    if target is None:
        return UndoFault.UNKNOWN
    if is_without_weight(target, verdicts):
        return None
    if target.device_id != undo.device_id:
        return UndoFault.OTHER_PHONE
    if abs(undo.effective_at - target.effective_at) > LATEST_UNDO:
        return UndoFault.TOO_LATE
    return UndoFault.OTHER_TICKET


def is_without_weight(target: PhoneScan, verdicts: Mapping[str, Verdict]) -> bool:
    """Tell of a scan that nothing hangs on it: taken back already, or of nobody's ticket."""
    counts_nothing = target.ticket_id is None or target.quarantined
    return counts_nothing or verdicts.get(target.row_id, Verdict.UNDONE) is Verdict.UNDONE
