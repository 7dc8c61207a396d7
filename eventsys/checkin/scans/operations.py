"""What stores scans: facts first, then where each ticket stands is computed anew."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from eventsys.checkin.devices.queries import get_posting_device
from eventsys.checkin.models import Device, Scan, TicketState
from eventsys.checkin.requests import Batch, RowResult, ScanResult, ScanRow, UnreadableRow
from eventsys.checkin.rows import Calendar, Clock, common_values, insert_new, sort_out, touch
from eventsys.checkin.rules import (
    OccasionState,
    TicketHistory,
    Verdict,
    judge,
)
from eventsys.checkin.scans.queries import (
    NOBODY,
    Resolved,
    known_scans,
    resolve,
    scans_of,
    stored_scans,
    ticket_facts,
)
from eventsys.events.models import Event


def record_scans(
    session: Session, token: str, batch: Batch[ScanRow], *, at: datetime
) -> Sequence[ScanResult]:
    """Store a phone's scans and tell what each comes to today; rows known already change nothing.

    Raise `UnknownDevice`. Everything else is a result, one for each row, in their order.
    """
    device = get_posting_device(session, token, at=at)
    event = session.get_one(Event, device.event_id)
    touch(session, device, at=at)
    readable = [row for row in batch.rows if not isinstance(row, UnreadableRow)]
    if not batch.rows:
        return []
    resolved = resolve(session, event, readable)
    found = sort_out(session, device, Scan, batch, known_scans(session, readable), at=at)
    calendar = Calendar(session, event.id)
    clock = Clock(batch.sent_at, at)
    rows = [scan_values(device, row, resolved, calendar, clock) for row in found.new]
    insert_new(session, Scan, rows)
    histories = settle_tickets(session, event, ticket_ids_in(resolved), at=at)
    return answer(session, found.results, calendar, histories)


def scan_values(
    device: Device,
    row: ScanRow,
    resolved: Mapping[str, Resolved],
    calendar: Calendar,
    clock: Clock,
) -> dict[str, Any]:
    """Write a scan down as the fact it is."""
    whose = resolved.get(row.row_id, NOBODY)
    return common_values(device, row, clock, calendar) | {
        "scan_id": row.row_id,
        "code_kind": row.read.kind,
        "read_hash": row.read.digest,
        "ticket_id": whose.ticket_id,
        "other_event": whose.other_event,
        "gate": row.gate,
        "direction": row.direction,
        "undoes": row.undoes,
        "shown": row.shown,
        "relayed_for": row.relayed_for,
    }


def ticket_ids_in(resolved: Mapping[str, Resolved]) -> set[int]:
    """Collect the tickets that were found."""
    return {whose.ticket_id for whose in resolved.values() if whose.ticket_id is not None}


def settle_tickets(
    session: Session, event: Event, ticket_ids: set[int], *, at: datetime
) -> Mapping[int, TicketHistory]:
    """Compute anew where tickets stand, from all their scans, and keep it."""
    if not ticket_ids:
        return {}
    facts = ticket_facts(session, event, ticket_ids)
    scans = scans_of(session, ticket_ids)
    histories = {each: judge(facts[each], scans.get(each, [])) for each in facts}
    rows = [
        state_values(ticket_id, occasion_id, histories[ticket_id], at)
        for ticket_id in sorted(facts)
        for occasion_id in sorted({scan.occasion_id or 0 for scan in scans.get(ticket_id, [])})
    ]
    keep_states(session, rows)
    return histories


def state_values(
    ticket_id: int, occasion_id: int, history: TicketHistory, at: datetime
) -> dict[str, Any]:
    """Write down where a ticket stands at an occasion."""
    state = history.occasions.get(occasion_id, OccasionState())
    return {
        "ticket_id": ticket_id,
        "occasion_id": occasion_id,
        "admitted_at": state.first.at if state.first else None,
        "admitted_gate": state.first.gate if state.first else None,
        "admitted_scan_id": state.first.scan_id if state.first else None,
        "is_inside": state.is_inside,
        "changed_at": at,
    }


def keep_states(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Rewrite where tickets stand."""
    if not rows:
        return
    dialect = session.get_bind().dialect.name
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = make(TicketState)
    rewritten = {
        name: statement.excluded[name]
        for name in rows[0]
        if name not in {"ticket_id", "occasion_id"}
    }
    keys = ["ticket_id", "occasion_id"]
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=rewritten), rows)


def answer(
    session: Session,
    results: Sequence[RowResult],
    calendar: Calendar,
    histories: Mapping[int, TicketHistory],
) -> Sequence[ScanResult]:
    """Tell of each row what became of it and what its ticket comes to today."""
    scans = stored_scans(session, {each.row_id for each in results if each.row_id is not None})
    return [
        scan_result(each, scans.get(each.row_id or ""), calendar, histories) for each in results
    ]


def scan_result(
    result: RowResult,
    scan: Scan | None,
    calendar: Calendar,
    histories: Mapping[int, TicketHistory],
) -> ScanResult:
    """Put one row's answer together."""
    plain = ScanResult(index=result.index, row_id=result.row_id, state=result.state)
    if scan is None:
        return replace(plain, verdict=Verdict.UNKNOWN)
    occasion_no = calendar.numbers.get(scan.occasion_id or 0)
    history = histories.get(scan.ticket_id or 0)
    if history is None:
        verdict = Verdict.OTHER_EVENT if scan.other_event else Verdict.UNKNOWN
        return replace(plain, verdict=verdict, occasion_no=occasion_no)
    state = history.occasions.get(scan.occasion_id, OccasionState())
    verdict = history.verdicts.get(scan.scan_id, Verdict.UNKNOWN)
    return replace(plain, verdict=verdict, occasion_no=occasion_no, first=state.first)
