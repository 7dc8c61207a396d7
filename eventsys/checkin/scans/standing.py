"""Computes anew where tickets stand, when which of their scans count has changed."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.checkin.scans.operations import histories_of
from eventsys.checkin.scans.queries import (
    FOUND,
    GateRules,
    facts_from,
    is_known,
    known_scan,
    stored_scans,
    tickets,
)
from eventsys.checkin.scans.states import keeping, state_values
from eventsys.events.models import Event


def judge_anew(
    session: Session, event: Event, ticket_ids: Collection[int], *, at: datetime
) -> None:
    """Rewrite where tickets of an event stand, at every occasion they were scanned at.

    Those of people who were forgotten stand where they stood.
    """
    session.flush()
    connection = session.connection()
    rules = GateRules(event_status=event.status, reentry=event.reentry)
    held = connection.execute(FOUND.where(tickets.c.id.in_(ticket_ids), is_known()))
    facts = {row.id: facts_from(row, rules) for row in held}
    scans = {row.scan_id: known_scan(row) for row in stored_scans(connection, [], facts)}
    histories = histories_of(facts, scans)
    places = {(scan.ticket_id, scan.facts.occasion_id) for scan in scans.values()}
    states = [
        state_values(ticket_id, occasion_id, histories[ticket_id], at)
        for ticket_id, occasion_id in sorted(places, key=str)
        if ticket_id is not None and occasion_id is not None
    ]
    if states:
        connection.execute(keeping(connection.dialect.name), states)
