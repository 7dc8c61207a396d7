"""How attendance is asked for within other statements, about participants and occasions of theirs.

What it says is what the sheet says (`attendance.marks`): a correction counts more than a scan, a
scan more than the list; of each the newest counts, and an `unknown` takes back what was said.
"""

from collections.abc import Collection

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    case,
    exists,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from eventsys.attendance.marks.models import AttendanceMark
from eventsys.attendance.marks.rules import AttendanceStatus, MarkSource
from eventsys.checkin.models import TicketState
from eventsys.events.models import Occasion
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.rules import Source

Id = int | InstrumentedAttribute[int]
YES, NO = 1, 0


def newest_mark(
    participant_id: Id, occasion_id: Id, source: MarkSource
) -> Select[AttendanceStatus]:
    """Ask for the newest that a source says of a participant at an occasion."""
    mark = aliased(AttendanceMark)
    return (
        select(mark.status)
        .where(
            mark.participant_id == participant_id,
            mark.occasion_id == occasion_id,
            mark.source == source,
        )
        .order_by(mark.made_at.desc(), mark.received_at.desc(), mark.mark_id.desc())
        .limit(1)
    )


def is_registered() -> ColumnElement[bool]:
    """Tell of each participant and registration of a statement that they are somebody.

    Nobody yet stands behind a ticket printed beforehand; whoever came in with one is somebody.
    """
    came_in = exists().where(
        TicketState.ticket_id == Ticket.id,
        Ticket.participant_id == Participant.id,
        TicketState.admitted_at.is_not(None),
    )
    return or_(Registration.source != Source.PREPRINTED, came_in)


def is_awaited() -> ColumnElement[bool]:
    """Tell of each participant and occasion of a statement that no apologies stand."""
    newest = newest_mark(Participant.id, Occasion.id, MarkSource.APOLOGY)
    said = newest.correlate(Participant, Occasion).scalar_subquery()
    return said.is_distinct_from(AttendanceStatus.APOLOGISED)


def came_to_any() -> ColumnElement[bool]:
    """Tell of each participant of a statement that they came to an occasion that was held."""
    held = aliased(Occasion)

    def said(source: MarkSource) -> ColumnElement[AttendanceStatus]:
        newest = newest_mark(Participant.id, held.id, source)
        return newest.correlate(Participant, held).scalar_subquery()

    corrected, listed = said(MarkSource.CORRECTION), said(MarkSource.LIST)
    scanned = (
        exists()
        .where(
            Ticket.participant_id == Participant.id,
            TicketState.ticket_id == Ticket.id,
            TicketState.occasion_id == held.id,
            TicketState.admitted_at.is_not(None),
        )
        .correlate(Participant, held)
    )
    came = case(
        (corrected != AttendanceStatus.UNKNOWN, corrected == AttendanceStatus.CAME),
        (scanned, True),
        else_=listed.is_not_distinct_from(AttendanceStatus.CAME),
    )
    return (
        exists()
        .where(held.event_id == Participant.event_id, held.cancelled_at.is_(None), came)
        .correlate(Participant)
    )


def was_noted() -> ColumnElement[bool]:
    """Tell of each registration of a statement that somebody at its event was scanned or ticked."""
    held = aliased(Occasion)
    scanned = exists().where(
        TicketState.occasion_id == held.id, TicketState.admitted_at.is_not(None)
    )
    ticked = exists().where(
        AttendanceMark.occasion_id == held.id, AttendanceMark.status == AttendanceStatus.CAME
    )
    return (
        exists()
        .where(held.event_id == Registration.event_id, or_(scanned, ticked))
        .correlate(Registration)
    )


def came_to(event_ids: Collection[int], *, among: Collection[int] | None = None) -> CTE:
    """Ask who came to which occasion of some events that was held, as a table within a statement.

    It is looked for once for all of them: a row for each participant and occasion. With ids of
    participants, of these alone.
    """
    told, scanned = told_of(event_ids, among), scanned_at(event_ids, among)
    said = union_all(told, scanned).subquery("said")
    nobody = (
        select(Participant.id)
        .join(Registration, Registration.id == Participant.registration_id)
        .where(Registration.event_id.in_(event_ids), not_(is_registered()))
    )
    return (
        select(said.c.participant_id, said.c.occasion_id)
        .where(said.c.participant_id.not_in(nobody))
        .group_by(said.c.participant_id, said.c.occasion_id)
        .having(func.coalesce(func.max(said.c.corrected), func.max(said.c.seen), NO) == YES)
        .cte("came")
    )


def told_of(
    event_ids: Collection[int], among: Collection[int] | None
) -> Select[int, int, int, int]:
    """Ask for the newest that list and corrections say of each participant and occasion."""
    mark = AttendanceMark
    age = func.row_number().over(
        partition_by=(mark.participant_id, mark.occasion_id, mark.source),
        order_by=(mark.made_at.desc(), mark.received_at.desc(), mark.mark_id.desc()),
    )
    told = (
        select(mark.participant_id, mark.occasion_id, mark.source, mark.status, age.label("age"))
        .join(Occasion, Occasion.id == mark.occasion_id)
        .where(
            Occasion.event_id.in_(event_ids),
            Occasion.cancelled_at.is_(None),
            mark.source != MarkSource.APOLOGY,
            true() if among is None else mark.participant_id.in_(among),
        )
        .subquery("told")
    )
    came = case((told.c.status == AttendanceStatus.CAME, YES), else_=NO)
    is_correction = told.c.source == MarkSource.CORRECTION
    return select(
        told.c.participant_id,
        told.c.occasion_id,
        case((is_correction, came)).label("corrected"),
        case((not_(is_correction), came)).label("seen"),
    ).where(told.c.age == 1, told.c.status != AttendanceStatus.UNKNOWN)


def scanned_at(
    event_ids: Collection[int], among: Collection[int] | None
) -> Select[int, int, int | None, int]:
    """Ask who was admitted to which occasion by a scan of their ticket."""
    return (
        select(Ticket.participant_id, TicketState.occasion_id, null(), literal(YES))
        .join(Ticket, Ticket.id == TicketState.ticket_id)
        .join(Occasion, Occasion.id == TicketState.occasion_id)
        .where(
            Occasion.event_id.in_(event_ids),
            Occasion.cancelled_at.is_(None),
            Ticket.event_id.in_(event_ids),
            TicketState.admitted_at.is_not(None),
            true() if among is None else Ticket.participant_id.in_(among),
        )
    )
