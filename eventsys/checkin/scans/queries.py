"""What is asked of scans and of tickets on the hot path of the gate: Core statements, made once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, or_, select

from eventsys.checkin.devices.queries import PostingDevice
from eventsys.checkin.forgetting.rules import is_forgotten
from eventsys.checkin.models import Scan, TicketState
from eventsys.checkin.requests import Fingerprint
from eventsys.checkin.rules import ScanFacts, TicketFacts
from eventsys.core.db import table_of
from eventsys.events.rules import EventStatus
from eventsys.registration.models import Participant, Ticket
from eventsys.registration.rules import (
    FLAG_PRACTICE,
    FLAG_STAFF,
    ParticipantStatus,
    TicketStatus,
)
from eventsys.registration.tickets.rules import read_past

scans, states = table_of(Scan), table_of(TicketState)
tickets, participants = table_of(Ticket), table_of(Participant)

FACTS: Select[Any] = select(
    tickets.c.id,
    tickets.c.event_id,
    tickets.c.code_hash,
    tickets.c.roster_hash,
    tickets.c.roster_short,
    tickets.c.status,
    tickets.c.status_at,
    tickets.c.flags,
    tickets.c.past,
    participants.c.status.label("participant_status"),
    participants.c.deregistered_at,
    participants.c.left_waiting,
).join(participants, participants.c.id == tickets.c.participant_id)
FOUND = FACTS.order_by(tickets.c.id).with_for_update(of=tickets)
"""The tickets' rows are held until the end, in the order of their ids: two connections that store
scans of one ticket at once see each other's, and none waits for the other in a circle."""
STORED = select(
    scans.c.scan_id,
    scans.c.ticket_id,
    scans.c.other_event,
    scans.c.quarantined,
    scans.c.device_id,
    scans.c.occasion_id,
    scans.c.gate,
    scans.c.direction,
    scans.c.effective_at,
    scans.c.undoes,
    scans.c.seq,
    scans.c.read_hash,
    scans.c.device_at,
)
HAS_ID = scans.c.scan_id.in_(bindparam("scans", expanding=True))
HAS_TICKET = scans.c.ticket_id.in_(bindparam("tickets", expanding=True))
STORED_BY_ID = STORED.where(HAS_ID)
STORED_BY_ID_OR_TICKET = (
    STORED.add_columns(states.c.admitted_at, states.c.admitted_gate, states.c.is_inside)
    .outerjoin(
        states,
        and_(
            states.c.ticket_id == scans.c.ticket_id,
            states.c.occasion_id == scans.c.occasion_id,
        ),
    )
    .where(or_(HAS_ID, HAS_TICKET))
)
"""With where their tickets stood: whatever a ticket's standing, it has a scan at that occasion."""


SCAN_FACTS = [each.name for each in fields(ScanFacts)]


@dataclass(frozen=True, slots=True)
class GateRules:
    """What of an event the verdicts hang on."""

    event_status: EventStatus
    reentry: bool


@dataclass(slots=True)
class KnownScan:
    """A stored scan: whose it is, whether it counts, and what its verdict hangs on."""

    ticket_id: int | None
    _: KW_ONLY
    other_event: bool
    counts: bool
    facts: ScanFacts


def is_known() -> ColumnElement[bool]:
    """Tell of each ticket of a statement that nobody has forgotten whose it is."""
    return participants.c.forgotten_at.is_(None)


def facts_from(row: Row[*tuple[Any, ...]], rules: PostingDevice | GateRules) -> TicketFacts:
    """Put together what the verdicts of one ticket hang on."""
    waits = (ParticipantStatus.WAITING, ParticipantStatus.OFFERED)
    return TicketFacts(
        is_waiting=row.participant_status in waits or row.left_waiting,
        is_practice=bool(row.flags & FLAG_PRACTICE),
        is_staff=bool(row.flags & FLAG_STAFF),
        blocked_at=row.status_at if row.status is TicketStatus.BLOCKED else None,
        replaced_at=row.status_at if row.status is TicketStatus.REPLACED else None,
        past=read_past(row.past),
        deregistered_at=row.deregistered_at,
        cancelled_event=rules.event_status is EventStatus.CANCELLED,
        reentry=rules.reentry,
    )


def stored_scans(
    connection: Connection, scan_ids: Iterable[str], ticket_ids: Iterable[int]
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Read the stored scans with these ids, and all scans of these tickets."""
    values: dict[str, Any] = {"scans": list(scan_ids), "tickets": list(ticket_ids)}
    statement = STORED_BY_ID_OR_TICKET if values["tickets"] else STORED_BY_ID
    return connection.execute(statement, values).all()


def fingerprint_of(row: Row[*tuple[Any, ...]], told: Mapping[str, Fingerprint]) -> Fingerprint:
    """Give what makes a stored scan the same as another telling of it.

    Of somebody who was forgotten it is gone: what is told of such a scan is believed.
    """
    if is_forgotten(row.read_hash):
        return told[row.scan_id]
    return (row.seq, row.read_hash, row.gate, row.direction, row.undoes, row.device_at)


def known_scan(row: Row[*tuple[Any, ...]]) -> KnownScan:
    """Read a stored scan."""
    scan_id, ticket_id, other_event, quarantined, device, occasion, gate, direction, at, undoes = (
        row[:10]
    )
    facts = ScanFacts(
        scan_id=scan_id,
        device_id=device,
        occasion_id=occasion,
        gate=gate,
        direction=direction,
        effective_at=at,
        undoes=undoes,
        read_hash=row.read_hash,
    )
    return KnownScan(ticket_id, other_event=other_event, counts=not quarantined, facts=facts)


def new_scan(values: Mapping[str, Any]) -> KnownScan:
    """Read a scan that is being stored."""
    facts = ScanFacts(**{name: values[name] for name in SCAN_FACTS})
    return KnownScan(
        values["ticket_id"],
        other_event=values["other_event"],
        counts=not values["quarantined"],
        facts=facts,
    )
