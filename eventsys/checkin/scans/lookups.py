"""Whose codes phones have read: tickets first; what is none's is looked for among the others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, bindparam, or_

from eventsys.checkin.code_keys import code_conditions, code_values
from eventsys.checkin.devices.queries import PostingDevice
from eventsys.checkin.practice.queries import find_practice
from eventsys.checkin.replaced.queries import find_replaced
from eventsys.checkin.requests import ScanRow
from eventsys.checkin.rules import TicketFacts, Verdict
from eventsys.checkin.scans.queries import FOUND, facts_from, tickets
from eventsys.core.codes import CodeKind
from eventsys.core.keys import Purpose, keys
from eventsys.registration.tickets.rules import roster_short

BY_KIND = code_conditions(tickets)
LOOK_UPS = {frozenset({kind}): FOUND.where(condition) for kind, condition in BY_KIND.items()}
LOOK_UP_BY_ID = FOUND.where(tickets.c.id.in_(bindparam("ids", expanding=True)))
LOOK_UP_ALL = FOUND.where(or_(*BY_KIND.values()))


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
        whose |= dict.fromkeys(keys_of(row, is_ours=is_ours), resolved)
    return whose


def keys_of(row: Row[*tuple[Any, ...]], *, is_ours: bool) -> Sequence[tuple[CodeKind, str]]:
    """List what opens a row: what phones hold and what is typed, only at its own event."""
    code = (CodeKind.CODE, row.code_hash)
    if not is_ours:
        return (code,)
    return (code, (CodeKind.CODE_HASH, row.roster_hash), (CodeKind.SHORT_CODE, row.roster_short))


def practice_by_key(
    connection: Connection, device: PostingDevice, wanted: Mapping[CodeKind, Sequence[str]]
) -> Mapping[tuple[CodeKind, str], Resolved]:
    """Tell which codes are of practice tickets, and what each comes to."""
    whose: dict[tuple[CodeKind, str], Resolved] = {}
    for row in find_practice(connection, device.event_id, wanted):
        is_ours = row.event_id == device.event_id
        verdict = row.kind.verdict if is_ours else Verdict.OTHER_EVENT
        resolved = Resolved(None, other_event=False, practice=verdict)
        whose |= dict.fromkeys(keys_of(row, is_ours=is_ours), resolved)
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
    values = {kind: set(by_row.values()) for kind, by_row in wanted.items()}
    statement = LOOK_UPS.get(frozenset(wanted), LOOK_UP_ALL)
    return connection.execute(statement, code_values(device.event_id, values)).all()
