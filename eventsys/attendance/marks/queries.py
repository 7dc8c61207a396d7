"""What is asked of attendance: who came to which occasion, as far as anybody said."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, exists, func, null, select, true, union_all
from sqlalchemy.orm import Session

from eventsys.attendance.marks.models import AttendanceList, AttendanceMark
from eventsys.attendance.marks.rules import (
    MarkSource,
    Said,
    is_whole,
    within,
)
from eventsys.attendance.marks.sheets import (
    AttendanceSheet,
    Cell,
    SheetOccasion,
    SheetParticipant,
    make_sheet,
)
from eventsys.attendance.statements import came_to, is_registered
from eventsys.checkin.models import TicketState
from eventsys.events.models import Event, Occasion
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.rules import Category

IN_ORDER = (AttendanceMark.made_at, AttendanceMark.received_at, AttendanceMark.mark_id)

MOST_NAMED = 1_000
"""Beyond so many people it is quicker to read what is said of all of them."""


@dataclass(slots=True)
class Listed:
    """What list and corrections say of a participant and an occasion that was not cancelled.

    `at` is when the newest of it was said, within the occasion's own time.
    """

    category: Category
    at: datetime
    said: Said = field(default_factory=Said)


def read_attendance(session: Session, event: Event, *, at: datetime) -> AttendanceSheet:
    """Read how everybody attended each occasion, as of now; three queries, whatever the size."""
    occasions = list_sheet_occasions(session, event, at=at)
    return make_sheet(list_sheet_participants(session, event), occasions, read_said(session, event))


def read_sheet_of(
    session: Session,
    event: Event,
    participants: Sequence[SheetParticipant],
    occasions: Sequence[SheetOccasion],
) -> AttendanceSheet:
    """Read how some of an event's people attended its occasions; one query for few of them."""
    if len(participants) > MOST_NAMED:
        return make_sheet(participants, occasions, read_said(session, event))
    said = read_said(session, event, [each.id for each in participants])
    return make_sheet(participants, occasions, said)


def read_said(
    session: Session, event: Event, people: Collection[int] | None = None
) -> Mapping[Cell, Said]:
    """Read the newest that marks and scans say, by participant and occasion, asked for at once.

    It is what they say of everybody, or of some people.
    """
    mark = AttendanceMark
    admitted = (
        select(Ticket.participant_id, TicketState.occasion_id, *(null() for _ in range(5)))
        .join(TicketState, TicketState.ticket_id == Ticket.id)
        .where(Ticket.event_id == event.id, TicketState.admitted_at.is_not(None))
    )
    marks = (
        select(mark.participant_id, mark.occasion_id, mark.source, mark.status, *IN_ORDER)
        .join(Occasion, Occasion.id == mark.occasion_id)
        .where(Occasion.event_id == event.id)
    )
    if people is not None:
        admitted = admitted.where(Ticket.participant_id.in_(people))
        marks = marks.where(mark.participant_id.in_(people))
    told: CompoundSelect[*tuple[Any, ...]] = union_all(marks, admitted)
    columns = told.selected_columns
    rows = session.execute(told.order_by(columns.made_at, columns.received_at, columns.mark_id))
    said: defaultdict[Cell, Said] = defaultdict(Said)
    for participant_id, occasion_id, source, status, *_moment in rows:
        if source is None:
            said[participant_id, occasion_id].was_scanned = True
        else:
            said[participant_id, occasion_id].hear(source, status)
    return said


def list_present(session: Session, event: Event) -> Sequence[int]:
    """List the ids of those who came to an occasion that was held, in the order they registered."""
    person = came_to([event.id]).c.participant_id
    return session.scalars(select(person).distinct().order_by(person)).all()


def list_came(
    session: Session, event: Event, among: Collection[int] | None = None
) -> Sequence[Cell]:
    """List who came to which occasion that was held; with ids of people, at least these.

    It is what the sheet says, without all that it says of the others.
    """
    few = among if among is None or len(among) <= MOST_NAMED else None
    came = came_to([event.id], among=few)
    return [(person, occasion) for person, occasion in session.execute(select(came))]


def list_sheet_occasions(
    session: Session, event: Event, *, at: datetime
) -> Sequence[SheetOccasion]:
    """List an event's occasions in the order of their start, those cancelled too."""
    has_scans = exists().where(
        TicketState.occasion_id == Occasion.id, TicketState.admitted_at.is_not(None)
    )
    rows = session.execute(
        select(
            Occasion.id,
            Occasion.no,
            Occasion.starts_at,
            Occasion.ends_at,
            Occasion.cancelled_at,
            AttendanceList.closed_at,
            has_scans,
        )
        .outerjoin(AttendanceList, AttendanceList.occasion_id == Occasion.id)
        .where(Occasion.event_id == event.id)
        .order_by(Occasion.starts_at, Occasion.no)
    )
    return [
        SheetOccasion(
            id=occasion_id,
            no=no,
            starts_at=starts_at,
            ends_at=ends_at,
            is_cancelled=cancelled_at is not None,
            is_over=ends_at <= at,
            is_closed=closed_at is not None,
            is_whole=is_whole(
                is_closed=closed_at is not None,
                is_over=ends_at <= at,
                has_scans=was_scanned_at,
            ),
        )
        for occasion_id, no, starts_at, ends_at, cancelled_at, closed_at, was_scanned_at in rows
    ]


def list_sheet_participants(session: Session, event: Event) -> Sequence[SheetParticipant]:
    """List an event's participants in the order they registered.

    Of those with a ticket printed beforehand, whoever came in with it is somebody.
    """
    rows = session.execute(
        select(
            Participant.id,
            func.coalesce(Participant.name, ""),
            Participant.position,
            Participant.registration_id,
            func.coalesce(Registration.contact_name, ""),
            Participant.category,
            Participant.status,
            Participant.occasion_id,
        )
        .join(Registration, Registration.id == Participant.registration_id)
        .where(Participant.event_id == event.id, is_registered())
        .order_by(Participant.id)
    )
    return [SheetParticipant(*row) for row in rows]


def read_listed(
    session: Session, event_ids: Collection[int], *, occasion_id: int | None = None
) -> Mapping[Cell, Listed]:
    """Read what list and corrections of events say; apologies count nobody.

    It is by participant and occasion; with an occasion, of that one alone.
    """
    of_one = true() if occasion_id is None else Occasion.id == occasion_id
    rows = session.execute(
        select(
            AttendanceMark.participant_id,
            AttendanceMark.occasion_id,
            AttendanceMark.source,
            AttendanceMark.status,
            AttendanceMark.made_at,
            Occasion.starts_at,
            Occasion.ends_at,
            Participant.category,
        )
        .join(Occasion, Occasion.id == AttendanceMark.occasion_id)
        .join(Participant, Participant.id == AttendanceMark.participant_id)
        .where(
            Occasion.event_id.in_(event_ids),
            Occasion.cancelled_at.is_(None),
            of_one,
            AttendanceMark.source != MarkSource.APOLOGY,
        )
        .order_by(*IN_ORDER)
    )
    listed: dict[Cell, Listed] = {}
    for person, occasion, source, status, moment, starts_at, ends_at, category in rows:
        at = within(moment, starts_at, ends_at)
        known = listed.setdefault((person, occasion), Listed(category, at))
        known.at = at
        known.said.hear(source, status)
    return listed


def list_marks(session: Session, participant_id: int, occasion_id: int) -> Sequence[AttendanceMark]:
    """List all that was ever said of a participant and an occasion, the newest first."""
    marks = select(AttendanceMark).filter_by(participant_id=participant_id, occasion_id=occasion_id)
    return session.scalars(marks.order_by(*(column.desc() for column in IN_ORDER))).all()


def get_occasion(session: Session, occasion_id: int) -> Occasion:
    """Give an occasion by its id."""
    return session.get_one(Occasion, occasion_id)
