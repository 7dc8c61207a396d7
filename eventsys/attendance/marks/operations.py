"""What says who came: marks of the list, corrections, and that a list is whole."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4, uuid5

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.attendance.marks.errors import OccasionCancelled, OccasionNotBegun, ReasonMissing
from eventsys.attendance.marks.models import AttendanceList, AttendanceMark
from eventsys.attendance.marks.requests import (
    CorrectionRequest,
    MarkBatch,
    MarkResult,
    MarkRow,
    Newcomer,
)
from eventsys.attendance.marks.rules import AttendanceStatus, MarkSource, MarkState, made_at
from eventsys.checkin.rows import insert_new
from eventsys.core.audit import record
from eventsys.core.db import lock_row, table_of
from eventsys.core.principal import Principal
from eventsys.events.models import Event, Occasion
from eventsys.registration.door.operations import DoorRequest, register_at_door
from eventsys.registration.models import Participant

BEFORE_IT_BEGAN = {AttendanceStatus.APOLOGISED, AttendanceStatus.UNKNOWN}
"""What can be known of somebody beforehand."""

Fingerprint = tuple[int, int, AttendanceStatus]


def record_marks(
    session: Session, event: Event, batch: MarkBatch, *, at: datetime, by: Principal
) -> Sequence[MarkResult]:
    """Store the marks of a list, each once; give a result for each, in their order.

    A mark of somebody or of an occasion that the event does not have is strange, and not stored.
    """
    session.flush()
    seen = known_marks(session, [row.mark_id for row in batch.marks])
    people = ids_of(session, event, Participant)
    occasions = ids_of(session, event, Occasion)
    results: list[MarkResult] = []
    new: list[dict[str, object]] = []
    for place, row in enumerate(batch.marks):
        is_strange = row.participant_id not in people or row.occasion_id not in occasions
        state = MarkState.STRANGE if is_strange else state_of(row, seen)
        if state is MarkState.NEW:
            seen[row.mark_id] = fingerprint_of(row)
            moment = made_at(row.device_at, batch.sent_at, at, place)
            new.append(mark_values(row, moment, at=at, by=by))
        results.append(MarkResult(mark_id=row.mark_id, state=state))
    insert_new(session.connection(), table_of(AttendanceMark), new)
    return results


def known_marks(session: Session, mark_ids: Collection[UUID]) -> dict[UUID, Fingerprint]:
    """Read what is stored of marks with these ids."""
    stored = select(
        AttendanceMark.mark_id,
        AttendanceMark.participant_id,
        AttendanceMark.occasion_id,
        AttendanceMark.status,
    ).where(AttendanceMark.mark_id.in_([str(each) for each in mark_ids]))
    return {
        UUID(mark_id): (participant_id, occasion_id, status)
        for mark_id, participant_id, occasion_id, status in session.execute(stored)
    }


def ids_of(session: Session, event: Event, model: type[Participant | Occasion]) -> Collection[int]:
    """Tell the ids of an event's participants or occasions."""
    return set(session.scalars(select(model.id).where(model.event_id == event.id)))


def state_of(row: MarkRow, seen: Mapping[UUID, Fingerprint]) -> MarkState:
    """Tell a new mark from one that is known, and from one at odds with it."""
    if row.mark_id not in seen:
        return MarkState.NEW
    return MarkState.SAME if seen[row.mark_id] == fingerprint_of(row) else MarkState.CONFLICT


def fingerprint_of(row: MarkRow) -> Fingerprint:
    """Give what makes a mark the same as another with its id."""
    return row.participant_id, row.occasion_id, row.status


def mark_values(
    row: MarkRow, moment: datetime, *, at: datetime, by: Principal
) -> dict[str, object]:
    """Write a mark of the list down."""
    return {
        "mark_id": str(row.mark_id),
        "participant_id": row.participant_id,
        "occasion_id": row.occasion_id,
        "status": row.status,
        "source": MarkSource.LIST,
        "reason": None,
        "made_at": moment,
        "received_at": at,
        "made_by": str(by),
    }


def correct(
    session: Session,
    participant: Participant,
    request: CorrectionRequest,
    *,
    at: datetime,
    by: Principal,
) -> AttendanceMark:
    """Put right how somebody attended an occasion, whatever list and scans say.

    Raise `ReasonMissing`, `OccasionCancelled` and `OccasionNotBegun`.
    """
    reason = request.reason.strip()
    if not reason:
        raise ReasonMissing
    occasion = session.get_one(Occasion, request.occasion_id)
    if occasion.cancelled_at is not None:
        raise OccasionCancelled
    if at < occasion.starts_at and request.status not in BEFORE_IT_BEGAN:
        raise OccasionNotBegun
    mark = AttendanceMark(
        mark_id=str(uuid4()),
        participant_id=participant.id,
        occasion_id=occasion.id,
        status=request.status,
        source=MarkSource.CORRECTION,
        reason=reason,
        made_at=after_the_last(session, participant, occasion, at=at),
        received_at=at,
        made_by=str(by),
    )
    session.add(mark)
    session.flush()
    details = {"occasion": occasion.no, "status": request.status, "reason": reason}
    record(session, "correct attendance", participant, details, at=at, by=by)
    return mark


def after_the_last(
    session: Session, participant: Participant, occasion: Occasion, *, at: datetime
) -> datetime:
    """Give the moment at which a correction counts: later than all before, whatever clocks say."""
    newest = select(func.max(AttendanceMark.made_at)).where(
        AttendanceMark.participant_id == participant.id,
        AttendanceMark.occasion_id == occasion.id,
        AttendanceMark.source == MarkSource.CORRECTION,
    )
    last = session.scalar(newest)
    return at if last is None else max(at, last + timedelta(microseconds=1))


def close_list(session: Session, occasion: Occasion, *, at: datetime, by: Principal) -> None:
    """Declare an occasion's list whole: whoever has no mark stayed away.

    One that is closed stays as it was, also where two close it at once. Raise `OccasionCancelled`
    and `OccasionNotBegun`.
    """
    lock_row(session, occasion)
    if occasion.cancelled_at is not None:
        raise OccasionCancelled
    if at < occasion.starts_at:
        raise OccasionNotBegun
    if session.get(AttendanceList, occasion.id) is not None:
        return
    session.add(AttendanceList(occasion_id=occasion.id, closed_at=at, closed_by=str(by)))
    session.flush()
    record(session, "close list", occasion, {"no": occasion.no}, at=at, by=by)


def reopen_list(session: Session, occasion: Occasion, *, at: datetime, by: Principal) -> None:
    """Take back that an occasion's list is whole; one that is open stays so."""
    lock_row(session, occasion)
    closed = session.get(AttendanceList, occasion.id)
    if closed is not None:
        session.delete(closed)
        session.flush()
        record(session, "reopen list", occasion, {"no": occasion.no}, at=at, by=by)


def add_newcomer(
    session: Session, occasion: Occasion, newcomer: Newcomer, *, at: datetime, by: Principal
) -> Participant:
    """Register somebody who came unannounced to an occasion, and mark that they came.

    Raise what `register_at_door` raises, and `OccasionCancelled`.
    """
    if occasion.cancelled_at is not None:
        raise OccasionCancelled
    event = session.get_one(Event, occasion.event_id)
    wanted = DoorRequest(
        key=str(newcomer.key),
        name=newcomer.name,
        category=newcomer.category,
        occasion_id=occasion.id,
    )
    participant = register_at_door(session, event, wanted, at=at, by=by)
    mark = MarkRow(
        mark_id=uuid5(newcomer.key, "came"),
        participant_id=participant.id,
        occasion_id=occasion.id,
        status=AttendanceStatus.CAME,
    )
    record_marks(session, event, MarkBatch(marks=[mark]), at=at, by=by)
    return participant
