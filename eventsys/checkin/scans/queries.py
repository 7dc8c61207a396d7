"""What is asked of scans and of where tickets stand, on the hot path of the gate."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from eventsys.checkin.models import Scan
from eventsys.checkin.requests import Fingerprint, ScanRow
from eventsys.checkin.rules import ScanFacts, TicketFacts
from eventsys.core.codes import CodeKind
from eventsys.core.keys import Purpose, keys
from eventsys.events.models import Event
from eventsys.events.rules import EventStatus
from eventsys.registration.models import Participant, Ticket
from eventsys.registration.rules import (
    FLAG_PRACTICE,
    FLAG_STAFF,
    ParticipantStatus,
    TicketStatus,
)
from eventsys.registration.tickets.rules import roster_short


@dataclass(frozen=True)
class Resolved:
    """Whose code was read: a ticket of this event, or only that it is one of another event."""

    ticket_id: int | None
    other_event: bool


NOBODY = Resolved(None, other_event=False)


def known_scans(session: Session, rows: Iterable[ScanRow]) -> Mapping[str, Fingerprint]:
    """Read what is stored of scans with the ids of these."""
    ids = {row.row_id for row in rows}
    stored = session.execute(
        select(
            Scan.scan_id,
            Scan.seq,
            Scan.read_hash,
            Scan.gate,
            Scan.direction,
            Scan.undoes,
            Scan.device_at,
        ).where(Scan.scan_id.in_(ids))
    )
    return {row[0]: tuple(row[1:]) for row in stored}


def resolve(session: Session, event: Event, rows: Sequence[ScanRow]) -> Mapping[str, Resolved]:
    """Find the tickets behind what was read, by the id of the scan.

    Full codes are looked up everywhere; short codes and the phones' hashes in this event alone.
    """
    return by_code(session, event, rows) | by_roster(session, event, rows)


def by_code(session: Session, event: Event, rows: Sequence[ScanRow]) -> dict[str, Resolved]:
    """Find tickets by their full code."""
    digests = {row.row_id: row.read.digest for row in rows if row.read.kind is CodeKind.CODE}
    if not digests:
        return {}
    stored = session.execute(
        select(Ticket.code_hash, Ticket.id, Ticket.event_id).where(
            Ticket.code_hash.in_(set(digests.values()))
        )
    )
    tickets = {
        code_hash: Resolved(ticket_id if event_id == event.id else None, event_id != event.id)
        for code_hash, ticket_id, event_id in stored
    }
    return {row_id: tickets.get(digest, NOBODY) for row_id, digest in digests.items()}


def by_roster(session: Session, event: Event, rows: Sequence[ScanRow]) -> dict[str, Resolved]:
    """Find this event's tickets by short code, or by the hash that a phone holds."""
    hashes = {row.row_id: row.read.value for row in rows if row.read.kind is CodeKind.CODE_HASH}
    shorts = {row.row_id: row.read.value for row in rows if row.read.kind is CodeKind.SHORT_CODE}
    found: dict[str, Resolved] = {}
    if hashes:
        found |= look_up(session, event, Ticket.roster_hash, hashes)
    if shorts:
        salt = keys().unseal(Purpose.ROSTER_SALT, event.roster_salt)
        salted = {row_id: roster_short(salt, value) for row_id, value in shorts.items()}
        found |= look_up(session, event, Ticket.roster_short, salted)
    return found


def look_up(
    session: Session, event: Event, column: InstrumentedAttribute[str], wanted: dict[str, str]
) -> dict[str, Resolved]:
    """Find this event's tickets by a column, for each scan."""
    stored = session.execute(
        select(column, Ticket.id).where(
            Ticket.event_id == event.id, column.in_(set(wanted.values()))
        )
    )
    tickets = {value: Resolved(ticket_id, other_event=False) for value, ticket_id in stored}
    return {row_id: tickets.get(value, NOBODY) for row_id, value in wanted.items()}


def ticket_facts(
    session: Session, event: Event, ticket_ids: Iterable[int]
) -> Mapping[int, TicketFacts]:
    """Read what the verdicts of tickets hang on, by ticket; their rows are held until the end.

    Two connections that store scans of one ticket at once thus see each other's.
    """
    rows = session.execute(
        select(
            Ticket.id,
            Ticket.status,
            Ticket.status_at,
            Ticket.flags,
            Participant.status.label("participant_status"),
            Participant.deregistered_at,
        )
        .join(Participant, Participant.id == Ticket.participant_id)
        .where(Ticket.id.in_(ticket_ids))
        .order_by(Ticket.id)
        .with_for_update(of=Ticket)
    )
    return {row.id: facts_from(row, event) for row in rows}


def facts_from(row: Row[*tuple[Any, ...]], event: Event) -> TicketFacts:
    """Put together what the verdicts of one ticket hang on."""
    waits = (ParticipantStatus.WAITING, ParticipantStatus.OFFERED)
    return TicketFacts(
        is_waiting=row.participant_status in waits,
        is_practice=bool(row.flags & FLAG_PRACTICE),
        is_staff=bool(row.flags & FLAG_STAFF),
        blocked_at=row.status_at if row.status is TicketStatus.BLOCKED else None,
        replaced_at=row.status_at if row.status is TicketStatus.REPLACED else None,
        deregistered_at=row.deregistered_at,
        cancelled_event=event.status is EventStatus.CANCELLED,
        reentry=event.reentry,
    )


def scans_of(session: Session, ticket_ids: Iterable[int]) -> Mapping[int, list[ScanFacts]]:
    """Read all scans of tickets that count, by ticket."""
    rows = session.execute(
        select(
            Scan.ticket_id,
            Scan.scan_id,
            Scan.device_id,
            Scan.occasion_id,
            Scan.gate,
            Scan.direction,
            Scan.effective_at,
            Scan.undoes,
        ).where(Scan.ticket_id.in_(ticket_ids), Scan.quarantined.is_(False))
    )
    found: defaultdict[int, list[ScanFacts]] = defaultdict(list)
    for ticket_id, scan_id, device_id, occasion_id, gate, direction, effective_at, undoes in rows:
        found[ticket_id or 0].append(
            ScanFacts(
                scan_id=scan_id,
                device_id=device_id,
                occasion_id=occasion_id,
                gate=gate,
                direction=direction,
                effective_at=effective_at,
                undoes=undoes,
            )
        )
    return found


def stored_scans(session: Session, scan_ids: Iterable[str]) -> Mapping[str, Scan]:
    """Read stored scans by their ids."""
    stored = session.scalars(select(Scan).where(Scan.scan_id.in_(scan_ids)))
    return {scan.scan_id: scan for scan in stored}
