"""What is asked of scans and of tickets on the hot path of the gate: Core statements, made once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, fields
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, or_, select

from eventsys.checkin.devices.queries import PostingDevice
from eventsys.checkin.models import Scan, TicketState
from eventsys.checkin.practice.queries import find_practice
from eventsys.checkin.replaced.queries import find_replaced
from eventsys.checkin.requests import Fingerprint, ScanRow
from eventsys.checkin.rules import ScanFacts, TicketFacts, Verdict
from eventsys.core.codes import CodeKind
from eventsys.core.db import table_of
from eventsys.core.keys import Purpose, keys
from eventsys.events.rules import EventStatus
from eventsys.registration.models import Participant, Ticket
from eventsys.registration.rules import (
    FLAG_PRACTICE,
    FLAG_STAFF,
    ParticipantStatus,
    TicketStatus,
)
from eventsys.registration.tickets.rules import read_past, roster_short

scans, states = table_of(Scan), table_of(TicketState)
tickets, participants = table_of(Ticket), table_of(Participant)

IS_OF_EVENT = tickets.c.event_id == bindparam("event")
BY_KIND = {
    CodeKind.CODE: tickets.c.code_hash.in_(bindparam("codes", expanding=True)),
    CodeKind.CODE_HASH: and_(
        IS_OF_EVENT, tickets.c.roster_hash.in_(bindparam("hashes", expanding=True))
    ),
    CodeKind.SHORT_CODE: and_(
        IS_OF_EVENT, tickets.c.roster_short.in_(bindparam("shorts", expanding=True))
    ),
}
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
LOOK_UPS = {frozenset({kind}): FOUND.where(condition) for kind, condition in BY_KIND.items()}
LOOK_UP_BY_ID = FOUND.where(tickets.c.id.in_(bindparam("ids", expanding=True)))
LOOK_UP_ALL = FOUND.where(or_(*BY_KIND.values()))
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


@dataclass(frozen=True, slots=True)
class Resolved:
    """Whose code was read: a ticket of this event, or only that it is one of another event."""

    ticket_id: int | None
    other_event: bool
    practice: Verdict | None = None
    """What a practice ticket comes to: it is nobody's."""


NOBODY = Resolved(None, other_event=False)
ELSEWHERE = Resolved(None, other_event=True)


@dataclass(frozen=True, slots=True)
class FoundTickets:
    """The tickets behind what was read: whose, by the scan's id; the facts, by the ticket's."""

    whose: Mapping[str, Resolved] = field(default_factory=dict)
    facts: Mapping[int, TicketFacts] = field(default_factory=dict)


@dataclass(slots=True)
class KnownScan:
    """A stored scan: whose it is, whether it counts, and what its verdict hangs on."""

    ticket_id: int | None
    _: KW_ONLY
    other_event: bool
    counts: bool
    facts: ScanFacts


def find_tickets(
    connection: Connection, device: PostingDevice, rows: Sequence[ScanRow]
) -> FoundTickets:
    """Find the tickets behind what was read, and hold them.

    Full codes are looked up everywhere; short codes and the phones' hashes in this event alone.
    """
    keys_by_kind = wanted_keys(device, rows)
    if not keys_by_kind:
        return FoundTickets()
    found = list(look_up(connection, device, keys_by_kind))
    whose = owners_by_key(device, found, "id")
    missing = keys_without(whose, keys_by_kind)
    if missing:
        replaced = find_replaced(connection, device.event_id, missing)
        found += look_up_new_ones(connection, replaced, {row.id for row in found})
        whose |= owners_by_key(device, replaced, "ticket_id")
        whose |= practice_by_key(connection, device, keys_without(whose, keys_by_kind))
    return FoundTickets(
        {
            row_id: whose.get((kind, key), NOBODY)
            for kind, keys_by_row in keys_by_kind.items()
            for row_id, key in keys_by_row.items()
        },
        {row.id: facts_from(row, device) for row in found if row.event_id == device.event_id},
    )


def owners_by_key(
    device: PostingDevice, rows: Iterable[Row[*tuple[Any, ...]]], ticket_id: str
) -> dict[tuple[CodeKind, str], Resolved]:
    """Tell whose ticket each code opens; of those of other events only that it is one."""
    whose: dict[tuple[CodeKind, str], Resolved] = {}
    for row in rows:
        is_ours = row.event_id == device.event_id
        resolved = Resolved(getattr(row, ticket_id), other_event=False) if is_ours else ELSEWHERE
        whose[CodeKind.CODE, row.code_hash] = resolved
        if is_ours:
            whose[CodeKind.CODE_HASH, row.roster_hash] = resolved
            whose[CodeKind.SHORT_CODE, row.roster_short] = resolved
    return whose


def practice_by_key(
    connection: Connection, device: PostingDevice, wanted: Mapping[CodeKind, Sequence[str]]
) -> Mapping[tuple[CodeKind, str], Resolved]:
    """Tell which codes are of practice tickets, and what each comes to."""
    whose: dict[tuple[CodeKind, str], Resolved] = {}
    for row in find_practice(connection, device.event_id, wanted):
        is_ours = row.event_id == device.event_id
        verdict = row.kind.verdict if is_ours else Verdict.OTHER_EVENT
        resolved = Resolved(None, other_event=False, practice=verdict)
        whose[CodeKind.CODE, row.code_hash] = resolved
        if is_ours:
            whose[CodeKind.CODE_HASH, row.roster_hash] = resolved
            whose[CodeKind.SHORT_CODE, row.roster_short] = resolved
    return whose


def keys_without(
    whose: Mapping[tuple[CodeKind, str], Resolved],
    keys_by_kind: Mapping[CodeKind, Mapping[str, str]],
) -> Mapping[CodeKind, Sequence[str]]:
    """List by kind what was read and is no ticket's; nothing at most gates, most of the time."""
    missing = {
        kind: sorted({key for key in keys_by_row.values() if (kind, key) not in whose})
        for kind, keys_by_row in keys_by_kind.items()
    }
    return {kind: found for kind, found in missing.items() if found}


def look_up_new_ones(
    connection: Connection, replaced: Sequence[Row[*tuple[Any, ...]]], known: set[int]
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Look up the tickets that replaced others, but for those that were found already."""
    ids = sorted({row.ticket_id for row in replaced} - known)
    return connection.execute(LOOK_UP_BY_ID, {"ids": ids}).all() if ids else []


def wanted_keys(
    device: PostingDevice, rows: Sequence[ScanRow]
) -> Mapping[CodeKind, Mapping[str, str]]:
    """Tell by which key to look up what each scan has read, by the kind of key."""
    wanted: defaultdict[CodeKind, dict[str, str]] = defaultdict(dict)
    salt = ""
    for row in rows:
        kind = row.read.kind
        if kind is CodeKind.CODE:
            wanted[kind][row.row_id] = row.read.digest
        elif kind is CodeKind.CODE_HASH:
            wanted[kind][row.row_id] = row.read.value
        elif kind is CodeKind.SHORT_CODE:
            salt = salt or keys().unseal(Purpose.ROSTER_SALT, device.roster_salt)
            wanted[kind][row.row_id] = roster_short(salt, row.read.value)
    return wanted


def look_up(
    connection: Connection,
    device: PostingDevice,
    wanted: Mapping[CodeKind, Mapping[str, str]],
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Look tickets up in one statement, whatever the kinds of keys."""
    values = {kind: list(set(wanted.get(kind, {}).values())) for kind in BY_KIND}
    return connection.execute(
        LOOK_UPS.get(frozenset(wanted), LOOK_UP_ALL),
        {
            "event": device.event_id,
            "codes": values[CodeKind.CODE],
            "hashes": values[CodeKind.CODE_HASH],
            "shorts": values[CodeKind.SHORT_CODE],
        },
    ).all()


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


def fingerprint_of(row: Row[*tuple[Any, ...]]) -> Fingerprint:
    """Give what makes a stored scan the same as another telling of it."""
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
