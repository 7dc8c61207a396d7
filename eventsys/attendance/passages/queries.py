"""What is asked of who came in, one by one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session

from eventsys.attendance.marks.queries import Listed, read_listed
from eventsys.attendance.marks.rules import AttendanceStatus, attendance_of
from eventsys.attendance.marks.sheets import Cell
from eventsys.attendance.rules import Passage, first_passages
from eventsys.checkin.models import Scan, Tally, TicketState
from eventsys.checkin.tallies.queries import is_linked, is_taken_back
from eventsys.events.models import Event
from eventsys.registration.models import Ticket

Place = tuple[int, int | None]
"""A participant's id and an occasion's."""


def list_passages(session: Session, event: Event) -> Sequence[Passage]:
    """Read who came in, with a ticket or without, once for each occasion."""
    return [*list_admissions(session, event), *list_walk_ins(session, event)]


def list_admissions(session: Session, event: Event) -> Sequence[Passage]:
    """Read who came of those who are registered, once for each occasion.

    By a scan of the ticket, else by the list; and a correction outweighs both.
    """
    return list_admissions_to(session, [event.id])


def list_admissions_to(session: Session, event_ids: Collection[int]) -> Sequence[Passage]:
    """Read who came to some events of those who are registered, once for each occasion."""
    scanned = list_scanned(session, event_ids)
    came = {(int(each.person), each.occasion_id): each for each in scanned}
    listed = read_listed(session, event_ids)
    for key in gone_in(listed, came.keys()):
        del came[key]
    return [*came.values(), *ticked_in(listed, came.keys())]


@dataclass(frozen=True)
class Gone:
    """Somebody who was scanned and did not come after all; `is_inside` as their ticket has it."""

    passage: Passage
    is_inside: bool


@dataclass(frozen=True)
class Ticked:
    """What list and corrections change: who came besides those scanned, and who did not."""

    came: Sequence[Passage]
    gone: Sequence[Gone]


def list_ticked(session: Session, event: Event, occasion_id: int) -> Ticked:
    """Read what list and corrections change at an occasion; it costs what was ticked there."""
    listed = read_listed(session, [event.id], occasion_id=occasion_id)
    if not listed:  # at a gate nobody ticks; to look for none of 100,000 tickets would take a while
        return Ticked([], [])
    rows = session.execute(
        select(
            Ticket.participant_id,
            Ticket.category,
            TicketState.admitted_gate,
            TicketState.admitted_at,
            TicketState.is_inside,
        )
        .join(TicketState, TicketState.ticket_id == Ticket.id)
        .where(
            TicketState.occasion_id == occasion_id,
            TicketState.admitted_at.is_not(None),
            Ticket.participant_id.in_([person for person, _ in listed]),
        )
    )
    scanned = {
        (person, occasion_id): Gone(
            Passage(person, occasion_id, category, gate or "", at, with_ticket=True), is_inside
        )
        for person, category, gate, at, is_inside in rows
        if at is not None
    }
    gone = gone_in(listed, scanned.keys())
    return Ticked(ticked_in(listed, scanned.keys()), [scanned[key] for key in gone])


def gone_in(listed: Mapping[Cell, Listed], scanned: Collection[Place]) -> list[Cell]:
    """List those who were scanned, and of whom a correction says that they did not come."""
    return [
        key
        for key, each in listed.items()
        if key in scanned and not is_there(each, was_scanned=True)
    ]


def ticked_in(listed: Mapping[Cell, Listed], scanned: Collection[Place]) -> list[Passage]:
    """List those who came by the list or a correction alone."""
    return [
        Passage(person, occasion_id, each.category, "", each.at, with_ticket=True)
        for (person, occasion_id), each in listed.items()
        if (person, occasion_id) not in scanned and is_there(each, was_scanned=False)
    ]


def is_there(listed: Listed, *, was_scanned: bool) -> bool:
    """Tell whether somebody came, after all that is said of them."""
    said = replace(listed.said, was_scanned=was_scanned)
    return attendance_of(said, is_whole=False).status is AttendanceStatus.CAME


def list_scanned(session: Session, event_ids: Collection[int]) -> Sequence[Passage]:
    """Read who was admitted to some events by a scan of their ticket, once for each occasion."""
    rows = session.execute(
        select(
            Ticket.participant_id,
            TicketState.occasion_id,
            Ticket.category,
            TicketState.admitted_gate,
            TicketState.admitted_at,
        )
        .join(Ticket, Ticket.id == TicketState.ticket_id)
        .where(Ticket.event_id.in_(event_ids), TicketState.admitted_at.is_not(None))
    )
    return [
        Passage(participant_id, occasion_id, category, gate or "", at, with_ticket=True)
        for participant_id, occasion_id, category, gate, at in rows
        if at is not None
    ]


def list_walk_ins(session: Session, event: Event) -> Sequence[Passage]:
    """Read who was counted without a ticket.

    Left out are tallies taken back by their own phone, and those whose linked scan has since come
    to an admission: one person, one count, whichever came first.
    """
    return list_walk_ins_to(session, [event.id])


def list_walk_ins_to(session: Session, event_ids: Collection[int]) -> Sequence[Passage]:
    """Read who was counted without a ticket at some events."""
    return read_walk_ins(session, walk_ins_of(event_ids))


def list_linked_walk_ins(session: Session, event: Event) -> Sequence[Passage]:
    """Read those of them who may yet be admitted by a scan; they are few."""
    return read_walk_ins(session, walk_ins_of([event.id]).where(is_linked()))


def walk_ins_of(event_ids: Collection[int]) -> Select[*tuple[Any, ...]]:
    """Select who was counted without a ticket."""
    return select(
        Tally.tally_id, Tally.occasion_id, Tally.category, Tally.gate, Tally.effective_at
    ).where(Tally.event_id.in_(event_ids), is_walk_in())


def is_walk_in() -> ColumnElement[bool]:
    """Tell of each tally of a statement whether it is somebody who came without a ticket."""
    return and_(
        Tally.undoes.is_(None),
        Tally.quarantined.is_(False),
        ~is_taken_back(),
        ~is_admitted_by_ticket(),
        ~is_of_practice(),
    )


def read_walk_ins(session: Session, selected: Select[*tuple[Any, ...]]) -> Sequence[Passage]:
    """Read people counted without a ticket."""
    rows = session.execute(selected)
    return [
        Passage(tally_id, occasion_id, category, gate or "", at, with_ticket=False)
        for tally_id, occasion_id, category, gate, at in rows
    ]


def is_of_practice() -> ColumnElement[bool]:
    """Tell of a tally whether it is linked to the scan of a practice ticket: nobody came."""
    return exists().where(Scan.scan_id == Tally.linked_scan_id, Scan.is_practice.is_(True))


def is_admitted_by_ticket() -> ColumnElement[bool]:
    """Tell of a tally whether its person was admitted by a scan after all.

    The phone linked the tally to that scan, or an organiser decided that both are one person.
    """
    return exists().where(
        Scan.scan_id == func.coalesce(Tally.linked_scan_id, Tally.same_as_scan_id),
        and_(
            TicketState.ticket_id == Scan.ticket_id,
            TicketState.occasion_id == Scan.occasion_id,
            TicketState.admitted_at.is_not(None),
        ),
    )


def admitted_at_by_participant(session: Session, event: Event) -> Mapping[int, Passage]:
    """Tell of each participant who was admitted when and where they first came in."""
    first = first_passages(list_admissions(session, event))
    return {int(passage.person): passage for passage in first}
