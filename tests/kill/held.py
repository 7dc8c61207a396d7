"""What a database holds of an event, read past the server, and what contradicts itself in it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.attendance.queries import count_event
from eventsys.checkin.arrivals.queries import find_differences
from eventsys.checkin.models import Scan, StrayRow, Tally, TicketState
from eventsys.checkin.rules import ScanFacts, TicketFacts, judge
from eventsys.core import clock
from eventsys.core.outbox import Notice
from eventsys.events.models import Event
from eventsys.events.pools.queries import get_pool
from eventsys.events.queries import get_event, list_occasions
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.rules import ParticipantStatus
from eventsys.registration.tickets.queries import list_held_tickets

States = Mapping[tuple[int, int | None], Sequence[Any]]


@dataclass(frozen=True, kw_only=True)
class Family:
    """A registration with all that belongs to it; `left` are the positions of who left."""

    reference: str
    names: tuple[str, ...]
    codes: tuple[str, ...]
    left: tuple[int, ...]
    notices: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Held:
    """What is held of an event: families by their address, the ids of rows; and what is wrong."""

    families: Mapping[str, Sequence[Family]]
    rows: AbstractSet[str]
    faults: Sequence[str]


def read_held(session: Session, slug: str) -> Held:
    """Read an event anew."""
    session.rollback()
    event = get_event(session, slug)
    rows = [
        *session.scalars(select(Scan.scan_id).filter_by(event_id=event.id)),
        *session.scalars(select(Tally.tally_id).filter_by(event_id=event.id)),
    ]
    families = read_families(session, event)
    unequal = {
        "places": unequal_places(session, event, families),
        "states": unequal_states(session, event),
        "sums": unequal_sums(session, event),
        "loose ends": loose_ends(session, event, len(rows)),
    }
    faults = [f"{slug}: {name}: {fault}" for name, fault in unequal.items() if fault is not None]
    return Held(families=families, rows=set(rows), faults=faults)


def read_families(session: Session, event: Event) -> Mapping[str, Sequence[Family]]:
    """Read who is registered, by the address they gave."""
    families = defaultdict(list)
    for registration in session.scalars(select(Registration).filter_by(event_id=event.id)):
        families[registration.contact_email or ""].append(read_family(session, registration))
    return families


def read_family(session: Session, registration: Registration) -> Family:
    """Read one registration; who has no ticket has no code here."""
    people = session.scalars(
        select(Participant)
        .filter_by(registration_id=registration.id)
        .order_by(Participant.position)
    ).all()
    notices = session.scalars(select(Notice.kind).filter_by(subject_id=registration.id))
    gone = ParticipantStatus.DEREGISTERED
    return Family(
        reference=registration.reference,
        names=tuple(person.name or "" for person in people),
        codes=tuple(held.codes.code for held in list_held_tickets(session, registration)),
        left=tuple(person.position for person in people if person.status is gone),
        notices=Counter(kind.value for kind in notices),
    )


def unequal_places(
    session: Session, event: Event, families: Mapping[str, Sequence[Family]]
) -> str | None:
    """Compare the places taken with those who hold one, and with what there is."""
    pool = get_pool(session, event.id, None)
    every = [family for same in families.values() for family in same]
    staying = sum(len(family.names) - len(family.left) for family in every)
    confirmed = count_event(session, event, at=clock.now()).confirmed
    if pool.taken == staying == confirmed <= (pool.capacity or 0):
        return None
    return f"taken {pool.taken}, confirmed {confirmed}, staying {staying} of {pool.capacity}"


def unequal_states(session: Session, event: Event) -> str | None:
    """Compare where each ticket is said to stand with its scans, judged anew."""
    kept, judged = kept_states(session, event), judged_states(session, event)
    return None if kept == judged else f"{kept}, and judged anew {judged}"


def unequal_sums(session: Session, event: Event) -> str | None:
    """Compare the sums of arrivals with what the facts come to."""
    occasions = [occasion.id for occasion in list_occasions(session, event)]
    return str(find_differences(session, occasions) or "") or None


def kept_states(session: Session, event: Event) -> States:
    """Read where each ticket is said to stand."""
    rows = session.scalars(select(TicketState).join(Ticket).where(Ticket.event_id == event.id))
    return {
        (row.ticket_id, row.occasion_id): (row.admitted_scan_id, row.admitted_at, row.is_inside)
        for row in rows
    }


def judged_states(session: Session, event: Event) -> States:
    """Judge all scans anew."""
    by_ticket: defaultdict[int, list[ScanFacts]] = defaultdict(list)
    for scan in session.scalars(select(Scan).filter_by(event_id=event.id)):
        facts = {each.name: getattr(scan, each.name) for each in fields(ScanFacts)}
        by_ticket[scan.ticket_id or 0].append(ScanFacts(**facts))
    ticket = TicketFacts(reentry=event.reentry)
    return {
        (ticket_id, occasion_id): (
            state.first.scan_id if state.first else None,
            state.first.at if state.first else None,
            state.is_inside,
        )
        for ticket_id, scans in by_ticket.items()
        for occasion_id, state in judge(ticket, scans).occasions.items()
    }


def loose_ends(session: Session, event: Event, rows: int) -> str | None:
    """Count what belongs to nothing, and the rows that were handed in but not kept as such."""
    registrations = select(Registration.id)
    loose = {
        "notices": select(func.count(Notice.id)).where(Notice.subject_id.not_in(registrations)),
        "strays": select(func.count(StrayRow.id)),
        "tickets": select(func.count(Participant.id))
        .outerjoin(Ticket, Ticket.participant_id == Participant.id)
        .where(Ticket.id.is_(None)),
    }
    found = {name: session.scalars(counted).one() for name, counted in loose.items()}
    return str(found) if any(found.values()) else None
