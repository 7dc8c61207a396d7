"""How attendance is asked for within other statements, about participants and occasions of theirs.

What it says is what the sheet says (`attendance.marks`): a correction counts more than a scan, a
scan more than the list; of each the newest counts, and an `unknown` takes back what was said.
"""

from sqlalchemy import ColumnElement, Select, case, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from eventsys.attendance.marks.models import AttendanceMark
from eventsys.attendance.marks.rules import AttendanceStatus, MarkSource
from eventsys.checkin.models import TicketState
from eventsys.events.models import Occasion
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.rules import Source

Id = int | InstrumentedAttribute[int]


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
