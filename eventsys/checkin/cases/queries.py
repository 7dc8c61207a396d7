"""Reads what cases are made of, in as many statements for a large event as for a small one."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Result, and_, select
from sqlalchemy.orm import Session

from eventsys.checkin.cases.facts import (
    Facts,
    GateTicket,
    Phone,
    PhoneHeadCount,
    PhoneScan,
    PhoneTally,
    Stray,
)
from eventsys.checkin.cases.models import CaseDecision
from eventsys.checkin.cases.rules import Decided, Standing, find_cases
from eventsys.checkin.cases.values import CaseKind
from eventsys.checkin.models import Device, HeadCount, Scan, StrayRow, Tally
from eventsys.checkin.scans.queries import (
    FACTS,
    GateRules,
    facts_from,
    is_known,
    participants,
    tickets,
)
from eventsys.core.db import table_of
from eventsys.events.models import Event
from eventsys.events.queries import list_occasions
from eventsys.registration.models import Participant, Registration, Ticket

STRANGE = "is_strange"
COMMON = ("offset_ms", "effective_at", "received_at", "clock_unsure", "quarantined", STRANGE)
FIRST = ("device_id", "seq", "occasion_id")
SCAN = (
    "scan_id",
    *FIRST,
    "gate",
    "undoes",
    *COMMON,
    "ticket_id",
    "direction",
    "shown",
    "read_hash",
)
TALLY = ("tally_id", *FIRST, "gate", "undoes", *COMMON, "linked_scan_id")
COUNTED = ("kind", "role", "n", "slot_start", "slot_end")
HEAD_COUNT = ("headcount_id", *FIRST, "post", "supersedes", *COMMON, *COUNTED)


HANGS_ON = (
    tickets.c.occasion_id,
    tickets.c.status,
    tickets.c.status_at,
    tickets.c.flags,
    tickets.c.past,
    participants.c.status.label("participant_status"),
    participants.c.deregistered_at,
    participants.c.left_waiting,
)
"""What of a ticket its cases hang on; most tickets of an event are alike in all of it."""


@dataclass(frozen=True, kw_only=True)
class TicketName:
    """How people tell a ticket: its registration's reference, its number there, and the name."""

    registration_id: int
    reference: str
    position: int
    name: str


def list_cases(session: Session, event: Event, *, at: datetime) -> Sequence[Standing]:
    """List an event's cases, each with what was decided about it."""
    decided = read_decisions(session, event)
    cases = find_cases(read_facts(session, event, at=at))
    return [Standing(case=each, decided=decided.get((each.kind, each.key))) for each in cases]


def count_open_cases(session: Session, event: Event, *, at: datetime) -> Mapping[CaseKind, int]:
    """Count the cases that wait for a decision, by kind; kinds without any are left out."""
    return Counter(each.case.kind for each in list_cases(session, event, at=at) if each.is_open)


def read_facts(session: Session, event: Event, *, at: datetime) -> Facts:
    """Read all that an event's cases are made of."""
    return Facts(
        at=at,
        has_ended=all(each.ends_at <= at for each in list_occasions(session, event)),
        phones=read_phones(session, event),
        tickets=read_tickets(session, event),
        scans=[PhoneScan._make(row) for row in read_rows(session, event, Scan, SCAN)],
        tallies=[PhoneTally._make(row) for row in read_rows(session, event, Tally, TALLY)],
        head_counts=[
            PhoneHeadCount._make(row) for row in read_rows(session, event, HeadCount, HEAD_COUNT)
        ],
        strays=read_strays(session, event),
    )


def read_rows(
    session: Session, event: Event, model: type[Scan | Tally | HeadCount], names: Sequence[str]
) -> Result[Any]:
    """Read what phones sent of one kind."""
    table = table_of(model)
    is_strange = and_(table.c.relayed_for.is_not(None), table.c.handed_in_by.is_(None))
    columns = (is_strange if name == STRANGE else table.c[name] for name in names)
    return session.execute(select(*columns).where(table.c.event_id == event.id))


def read_phones(session: Session, event: Event) -> Mapping[int, Phone]:
    """Read the phones of an event."""
    rows = session.execute(
        select(Device.id, Device.revoked_at, Device.told_seq).where(Device.event_id == event.id)
    )
    return {
        device_id: Phone(revoked_at=revoked_at, told=told or 0)
        for device_id, revoked_at, told in rows
    }


def read_tickets(session: Session, event: Event) -> Mapping[int, GateTicket]:
    """Read what hangs on those of an event's tickets that were scanned, and whose are known."""
    scanned = select(Scan.ticket_id).where(Scan.event_id == event.id)
    rows = session.execute(
        FACTS.with_only_columns(tickets.c.id, *HANGS_ON, maintain_column_froms=True).where(
            tickets.c.event_id == event.id, tickets.c.id.in_(scanned), is_known()
        )
    )
    rules = GateRules(event_status=event.status, reentry=event.reentry)
    known: dict[tuple[Any, ...], GateTicket] = {}
    found: dict[int, GateTicket] = {}
    for row in rows:
        alike = row[1:] if row.past is None else (row.id,)
        ticket = known.get(alike)
        if ticket is None:
            facts = facts_from(row, rules)
            ticket = known[alike] = GateTicket(facts=facts, occasion_id=row.occasion_id)
        found[row.id] = ticket
    return found


def read_strays(session: Session, event: Event) -> Sequence[Stray]:
    """Read what could not be stored as what it is."""
    rows = session.execute(
        select(
            StrayRow.device_id,
            StrayRow.row_id,
            StrayRow.state,
            StrayRow.body_hash,
            StrayRow.received_at,
        )
        .join(Device, Device.id == StrayRow.device_id)
        .where(Device.event_id == event.id)
    )
    return [Stray(*row) for row in rows]


def read_decisions(session: Session, event: Event) -> Mapping[tuple[CaseKind, str], Decided]:
    """Read what was decided last, by kind and key."""
    rows = session.scalars(select(CaseDecision).where(CaseDecision.event_id == event.id))
    return {
        (row.kind, row.key): Decided(
            choice=row.choice,
            chosen=row.chosen,
            facts=frozenset(row.facts.split()),
            reason=row.reason,
            at=row.decided_at,
            by=row.decided_by,
        )
        for row in rows
    }


def name_phones(session: Session, event: Event) -> Mapping[int, str]:
    """Tell the labels of an event's phones."""
    rows = session.execute(select(Device.id, Device.label).where(Device.event_id == event.id))
    return {row.id: row.label for row in rows}


def name_tickets(session: Session, ticket_ids: Collection[int]) -> Mapping[int, TicketName]:
    """Tell whose tickets these are."""
    rows = session.execute(
        select(
            Ticket.id,
            Participant.registration_id,
            Registration.reference,
            Participant.position,
            Participant.name,
        )
        .join(Participant, Participant.id == Ticket.participant_id)
        .join(Registration, Registration.id == Participant.registration_id)
        .where(Ticket.id.in_(ticket_ids))
    )
    return {
        ticket_id: TicketName(
            registration_id=registration_id,
            reference=reference,
            position=position,
            name=name or "",
        )
        for ticket_id, registration_id, reference, position, name in rows
    }
