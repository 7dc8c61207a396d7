"""How those of one registration attended the occasions of their course."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from eventsys.attendance.marks.models import AttendanceList, AttendanceMark
from eventsys.attendance.marks.rules import Said, is_whole
from eventsys.attendance.marks.sheets import (
    AttendanceSheet,
    Cell,
    SheetOccasion,
    SheetParticipant,
    make_sheet,
)
from eventsys.checkin.models import TicketState
from eventsys.events.models import Occasion
from eventsys.registration.models import Participant, Registration, Ticket


def read_own_attendance(
    session: Session, registration: Registration, *, at: datetime
) -> AttendanceSheet:
    """Read how those of a registration attended each occasion.

    The same sheet as the organiser's, without anybody else; four queries, however many they are.
    """
    return make_sheet(
        list_own_people(session, registration),
        list_own_occasions(session, registration, at=at),
        read_said(session, registration),
    )


def list_own_people(session: Session, registration: Registration) -> Sequence[SheetParticipant]:
    """List the people of a registration."""
    people = select(Participant).filter_by(registration_id=registration.id)
    return [
        SheetParticipant(
            id=each.id,
            name=each.name or "",
            position=each.position,
            registration_id=registration.id,
            contact_name=registration.contact_name or "",
            category=each.category,
            status=each.status,
            occasion_id=each.occasion_id,
        )
        for each in session.scalars(people.order_by(Participant.position))
    ]


def list_own_occasions(
    session: Session, registration: Registration, *, at: datetime
) -> Sequence[SheetOccasion]:
    """List the occasions of a registration's event; whether anybody was scanned there counts."""
    state = aliased(TicketState)
    has_scans = exists().where(state.occasion_id == Occasion.id, state.admitted_at.is_not(None))
    rows = session.execute(
        select(
            Occasion.id,
            Occasion.no,
            Occasion.starts_at,
            Occasion.ends_at,
            Occasion.cancelled_at,
            AttendanceList.closed_at,
            has_scans.label("has_scans"),
        )
        .outerjoin(AttendanceList, AttendanceList.occasion_id == Occasion.id)
        .where(Occasion.event_id == registration.event_id)
        .order_by(Occasion.starts_at, Occasion.no)
    )
    return [
        SheetOccasion(
            id=row.id,
            no=row.no,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            is_cancelled=row.cancelled_at is not None,
            is_over=row.ends_at <= at,
            is_closed=row.closed_at is not None,
            is_whole=is_whole(
                is_closed=row.closed_at is not None,
                is_over=row.ends_at <= at,
                has_scans=row.has_scans,
            ),
        )
        for row in rows
    ]


def read_said(session: Session, registration: Registration) -> Mapping[Cell, Said]:
    """Read the newest that marks and scans say of the people of a registration."""
    said: defaultdict[Cell, Said] = defaultdict(Said)
    admitted = (
        select(Ticket.participant_id, TicketState.occasion_id)
        .join(TicketState, TicketState.ticket_id == Ticket.id)
        .join(Participant, Participant.id == Ticket.participant_id)
        .where(Participant.registration_id == registration.id, TicketState.admitted_at.is_not(None))
    )
    for participant_id, occasion_id in session.execute(admitted):
        said[participant_id, occasion_id].was_scanned = True
    marks = (
        select(AttendanceMark)
        .join(Participant, Participant.id == AttendanceMark.participant_id)
        .where(Participant.registration_id == registration.id)
        .order_by(AttendanceMark.made_at, AttendanceMark.received_at, AttendanceMark.mark_id)
    )
    for mark in session.scalars(marks):
        said[mark.participant_id, mark.occasion_id].hear(mark.source, mark.status)
    return said
