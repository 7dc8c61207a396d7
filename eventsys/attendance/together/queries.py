"""The numbers of many events in a fixed number of queries: those of `count_event`, event by event.

Where nobody ticked a list the database adds up; a list and its corrections are weighed person by
person.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from eventsys.attendance.marks.models import AttendanceMark
from eventsys.attendance.marks.rules import MarkSource
from eventsys.attendance.passages.queries import is_walk_in, list_admissions_to
from eventsys.attendance.statements import is_registered
from eventsys.attendance.together.rules import (
    CameIn,
    EventSpan,
    EventSums,
    Registered,
    sums_of,
)
from eventsys.checkin.models import Tally, TicketState
from eventsys.core.text import Language
from eventsys.events.models import Occasion
from eventsys.registration.models import Participant, Registration, Ticket
from eventsys.registration.rules import ParticipantStatus

Ids = Collection[int]


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The numbers of events by their ids, and how many are registered in which language.

    `ticked` are those where somebody was ticked off a list.
    """

    sums: Mapping[int, EventSums]
    by_language: Mapping[int, Mapping[Language, int]]
    ticked: frozenset[int]


def count_events(session: Session, events: Sequence[EventSpan], *, at: datetime) -> Counted:
    """Count events as of now; five queries, and three more where lists were ticked."""
    ids = [each.id for each in events]
    registered, by_language = count_registered(session, ids)
    ticked = find_ticked(session, ids)
    came = count_came(session, ids, ticked)
    return Counted(
        sums={
            each.id: sums_of(
                each, registered.get(each.id, Registered()), came.get(each.id, CameIn()), at=at
            )
            for each in events
        },
        by_language=by_language,
        ticked=ticked,
    )


def count_registered(
    session: Session, ids: Ids
) -> tuple[Mapping[int, Registered], Mapping[int, Mapping[Language, int]]]:
    """Count who is registered: where they stand, and in which language they are written to."""
    rows = session.execute(
        select(
            Participant.event_id,
            *(func.count().filter(Participant.status == each) for each in ParticipantStatus),
            *(func.count().filter(Registration.language == each) for each in Language),
        )
        .join(Registration, Registration.id == Participant.registration_id)
        .where(Participant.event_id.in_(ids), is_registered())
        .group_by(Participant.event_id)
    )
    registered: dict[int, Registered] = {}
    by_language: dict[int, Mapping[Language, int]] = {}
    for event_id, *numbers in rows:
        statuses, languages = numbers[: len(ParticipantStatus)], numbers[len(ParticipantStatus) :]
        by_status = {
            each.value: number for each, number in zip(ParticipantStatus, statuses, strict=True)
        }
        registered[event_id] = Registered(**by_status)
        by_language[event_id] = dict(zip(Language, languages, strict=True))
    return registered, by_language


def count_came(session: Session, ids: Ids, ticked: frozenset[int]) -> Mapping[int, CameIn]:
    """Count who came in with a ticket, by a list, and without a ticket."""
    scanned = set(ids) - ticked
    by_list = weigh_lists(session, ticked) if ticked else {}
    admitted = count_admitted(session, scanned)
    without_place = count_without_place(session, scanned)
    walk_ins = count_walk_ins(session, ids)
    return {
        each: CameIn(
            admitted=by_list[each].admitted if each in by_list else admitted.get(each, 0),
            without_place=by_list[each].without_place
            if each in by_list
            else without_place.get(each, 0),
            walk_ins=walk_ins.get(each, 0),
        )
        for each in ids
    }


def find_ticked(session: Session, ids: Ids) -> frozenset[int]:
    """Tell at which events somebody was ticked off a list or corrected."""
    marked = select(AttendanceMark.occasion_id).where(AttendanceMark.source != MarkSource.APOLOGY)
    ticked = select(Occasion.event_id).where(Occasion.event_id.in_(ids), Occasion.id.in_(marked))
    return frozenset(session.scalars(ticked.distinct()))


def was_admitted() -> ColumnElement[bool]:
    """Tell of each ticket of a statement that it admitted somebody to some occasion."""
    return exists().where(TicketState.ticket_id == Ticket.id, TicketState.admitted_at.is_not(None))


def count_admitted(session: Session, ids: Ids) -> Mapping[int, int]:
    """Count who was admitted by a scan of their ticket, each once however often they came."""
    rows = session.execute(
        select(Ticket.event_id, func.count())
        .where(Ticket.event_id.in_(ids), was_admitted())
        .group_by(Ticket.event_id)
    )
    return dict(rows.all())


def count_without_place(session: Session, ids: Ids) -> Mapping[int, int]:
    """Count those of them who have no place, such as who gave it back when they had come."""
    rows = session.execute(
        select(Participant.event_id, func.count())
        .join(Ticket, Ticket.participant_id == Participant.id)
        .where(
            Participant.event_id.in_(ids),
            Participant.status != ParticipantStatus.CONFIRMED,
            was_admitted(),
        )
        .group_by(Participant.event_id)
    )
    return dict(rows.all())


def weigh_lists(session: Session, ids: Ids) -> Mapping[int, CameIn]:
    """Count who came to events at which lists were ticked, person by person."""
    persons = {int(each.person) for each in list_admissions_to(session, ids)}
    people = select(Participant.id, Participant.event_id, Participant.status)
    admitted, without_place = dict.fromkeys(ids, 0), dict.fromkeys(ids, 0)
    rows = session.execute(people.where(Participant.event_id.in_(ids)))
    for person, event_id, status in rows:
        if person in persons:
            admitted[event_id] += 1
            without_place[event_id] += status is not ParticipantStatus.CONFIRMED
    return {
        each: CameIn(admitted=admitted[each], without_place=without_place[each]) for each in ids
    }


def count_walk_ins(session: Session, ids: Ids) -> Mapping[int, int]:
    """Count who came without a ticket, by event."""
    rows = session.execute(
        select(Tally.event_id, func.count())
        .where(Tally.event_id.in_(ids), is_walk_in())
        .group_by(Tally.event_id)
    )
    return dict(rows.all())
