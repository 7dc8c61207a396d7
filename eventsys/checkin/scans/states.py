"""Where tickets stand after their scans: written anew, and what that changes in the sums."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Row
from sqlalchemy.dialects import postgresql, sqlite

from eventsys.checkin.arrivals.rules import Arrived, Ledger, Slot, entrance_of
from eventsys.checkin.models import TicketState
from eventsys.checkin.rules import OccasionState, TicketHistory
from eventsys.checkin.scans.queries import KnownScan
from eventsys.core.db import table_of
from eventsys.core.many import insert_many


@cache
def keeping(dialect: str) -> Insert:
    """Write the statement that rewrites where tickets stand."""
    table, keys = table_of(TicketState), ["ticket_id", "occasion_id"]
    rewritten = [column.name for column in table.columns if column.name not in keys]
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = make(table)
    new = {name: statement.excluded[name] for name in rewritten}
    return statement.on_conflict_do_update(index_elements=keys, set_=new)


def states_of(
    scans: Iterable[KnownScan],
    touched: Container[int | None],
    histories: Mapping[int, TicketHistory],
    at: datetime,
) -> Sequence[dict[str, Any]]:
    """Write down where the tickets with new scans stand, at every occasion they were scanned at."""
    places = {
        (scan.ticket_id, scan.facts.occasion_id)
        for scan in scans
        if scan.ticket_id in touched and scan.counts
    }
    known = [(ticket, occasion) for ticket, occasion in places if ticket and occasion]
    return [
        state_values(ticket_id, occasion_id, histories[ticket_id], at)
        for ticket_id, occasion_id in sorted(known)
    ]


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


def keep_states(connection: Connection, states: Sequence[dict[str, Any]]) -> None:
    """Rewrite where tickets stand."""
    if states:
        insert_many(connection, keeping(connection.dialect.name), states)


def changes_of(
    stored: Iterable[Row[*tuple[Any, ...]]], states: Sequence[Mapping[str, Any]]
) -> Mapping[Slot, Arrived]:
    """Tell what tickets' new standings change in the sums of arrivals."""
    ledger = Ledger()
    before = {
        (row.ticket_id, row.occasion_id): entrance_of(
            row.occasion_id, row.admitted_at, row.admitted_gate, is_inside=bool(row.is_inside)
        )
        for row in (stored if states else ())
    }
    for state in states:
        now = entrance_of(
            state["occasion_id"],
            state["admitted_at"],
            state["admitted_gate"],
            is_inside=state["is_inside"],
        )
        ledger.move(before.get((state["ticket_id"], state["occasion_id"])), now)
    return ledger.changes
