"""What saves a list of who came and takes it back.

Marks are facts that are never deleted: a list is taken back by marks that say what was said before.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from eventsys.attendance.approval.queries import find_approved
from eventsys.attendance.certificates.queries import certificates_in_force
from eventsys.attendance.marks.operations import record_marks
from eventsys.attendance.marks.queries import read_said
from eventsys.attendance.marks.requests import MOST_MARKS, MarkBatch, MarkRow
from eventsys.attendance.marks.rules import NOTHING_SAID, AttendanceStatus
from eventsys.core.principal import Principal
from eventsys.events.models import Event
from eventsys.exchange.imports.attended.queries import read_attended_facts
from eventsys.exchange.imports.attended.rules import ListedAttendance, judge_attended
from eventsys.exchange.imports.errors import CannotBeUndone
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.operations import (
    Made,
    SaveRequest,
    claim_draft,
    claim_saved,
    close_saved,
    close_undone,
    rows_to_save,
)
from eventsys.exchange.imports.queries import rows_of


def judge_attended_draft(
    session: Session, run: ImportRun, event: Event, *, at: datetime
) -> list[ListedAttendance]:
    """Say what each row of a draft comes to, as things stand now."""
    return judge_attended(rows_of(run), run.columns, read_attended_facts(session, event, at=at))


def save_attended(
    session: Session,
    run: ImportRun,
    event: Event,
    request: SaveRequest,
    *,
    at: datetime,
    by: Principal,
) -> ImportRun:
    """Mark who came, all or none. Raise `NoLongerDraft`, `RowsHaveFaults`, `NothingToSave`."""
    claim_draft(session, run, at=at)
    judged = judge_attended_draft(session, run, event, at=at)
    listed = rows_to_save(judged, only_good=request.only_good)
    said = read_said(session, event)
    made = [[*each.cell, said.get(each.cell, NOTHING_SAID).listed, each.status] for each in listed]
    marks = [mark_of(*each.cell, each.status) for each in listed]
    mark_all(session, event, marks, at=at, by=by)
    return close_saved(session, run, Made(ids=made, rows=len(listed)), at=at, by=by)


def undo_attended(
    session: Session, run: ImportRun, event: Event, *, at: datetime, by: Principal
) -> None:
    """Say of everybody again what was said before the list.

    Raise `CannotBeUndone` after three days, where somebody was marked otherwise since, and where
    the number was approved or certificates given.
    """
    made = claim_saved(session, run, at=at)
    said = read_said(session, event)
    is_changed = any(said[person, date].listed != status for person, date, _, status in made)
    held = certificates_in_force(session, event)
    if is_changed or held or find_approved(session, event) is not None:
        raise CannotBeUndone(is_late=False)
    marks = [mark_of(person, date, AttendanceStatus(before)) for person, date, before, _ in made]
    mark_all(session, event, marks, at=at, by=by)
    close_undone(session, run, at=at, by=by)


def mark_of(participant_id: int, occasion_id: int, status: AttendanceStatus) -> MarkRow:
    """Make a mark of the list."""
    return MarkRow(
        mark_id=uuid4(), participant_id=participant_id, occasion_id=occasion_id, status=status
    )


def mark_all(
    session: Session, event: Event, marks: Sequence[MarkRow], *, at: datetime, by: Principal
) -> None:
    """Store marks, some hundred at a time."""
    for start in range(0, len(marks), MOST_MARKS):
        batch = MarkBatch(marks=marks[start : start + MOST_MARKS])
        record_marks(session, event, batch, at=at, by=by)
