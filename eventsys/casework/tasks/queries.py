"""What is asked of tasks."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, aliased

from eventsys.casework.models import AdhocTask, TaskEvent
from eventsys.casework.queries import COUNTED_ON, in_year
from eventsys.casework.rules import TaskKind, TaskStatus
from eventsys.casework.tasks.rules import NEAR, TaskRow

successor = aliased(AdhocTask)
ROW = (
    select(
        AdhocTask.id,
        AdhocTask.kind,
        AdhocTask.status,
        AdhocTask.actor_id,
        AdhocTask.unit,
        AdhocTask.received_on,
        COUNTED_ON.label("done_on"),
        AdhocTask.minutes,
        AdhocTask.topic,
        AdhocTask.follow_up_on,
        AdhocTask.followed_up_on,
        AdhocTask.duplicate_of_id,
        successor.id.label("converted_to_id"),
    )
    .outerjoin(
        successor,
        (successor.id == AdhocTask.converted_to_id) & (successor.status != TaskStatus.CANCELLED),
    )
    .order_by(AdhocTask.received_on.desc(), AdhocTask.id.desc())
)
"""A requisition that was cancelled leaves the advice it came from as advice."""


def find_task(session: Session, task_id: int) -> AdhocTask | None:
    """Find a task by its id."""
    return session.get(AdhocTask, task_id)


def find_by_public_id(session: Session, public_id: str) -> AdhocTask | None:
    """Find a task by the id that it has outside."""
    return session.scalar(select(AdhocTask).filter_by(public_id=public_id))


def ids_of_year(session: Session, year: int) -> Mapping[str, int]:
    """Give the ids of the tasks that have their day in a year, by those that they have outside."""
    found = select(AdhocTask.public_id, AdhocTask.id)
    days = or_(in_year(AdhocTask.given_on, year), in_year(AdhocTask.accepted_on, year))
    return dict(session.execute(found.where(days)).all())


def hold_task(session: Session, task_id: int) -> AdhocTask | None:
    """Give a task that nobody else changes until the transaction ends; None where there is none."""
    return session.get(AdhocTask, task_id, with_for_update=True, populate_existing=True)


def get_row(session: Session, task_id: int) -> TaskRow:
    """Give one task as it stands in the list."""
    return TaskRow(**session.execute(ROW.where(AdhocTask.id == task_id)).one()._asdict())


def list_rows(session: Session, year: int) -> Sequence[TaskRow]:
    """List the tasks of a year and those that wait to be followed up, the newest first."""
    done = or_(in_year(AdhocTask.given_on, year), in_year(AdhocTask.accepted_on, year))
    waits = AdhocTask.follow_up_on.is_not(None) & AdhocTask.followed_up_on.is_(None)
    came = COUNTED_ON.is_(None) & in_year(AdhocTask.received_on, year)
    return rows_where(session, or_(done, came, waits))


def list_alike(session: Session, row: TaskRow) -> Sequence[TaskRow]:
    """List the tasks that may be the same as one; nothing is decided by it."""
    first, last = row.day - NEAR, row.day + NEAR
    days = (AdhocTask.received_on, AdhocTask.given_on, AdhocTask.accepted_on)
    near = rows_where(session, or_(*(day.between(first, last) for day in days)))
    return [each for each in near if row.is_like(each)]


def rows_where(session: Session, wanted: ColumnElement[bool]) -> Sequence[TaskRow]:
    """List tasks."""
    return [TaskRow(**row._asdict()) for row in session.execute(ROW.where(wanted))]


def list_event_ids(session: Session, task_id: int) -> Sequence[int]:
    """List the events that a requisition is linked with."""
    found = select(TaskEvent.event_id).where(TaskEvent.task_id == task_id)
    return session.scalars(found.order_by(TaskEvent.event_id)).all()


def find_source(session: Session, task_id: int) -> AdhocTask | None:
    """Find the advice that became a requisition."""
    return session.scalars(
        select(AdhocTask).filter_by(converted_to_id=task_id).order_by(AdhocTask.id)
    ).first()


def logged_since(session: Session, principal: str, first: date) -> bool:
    """Tell whether somebody wrote down a task that came since a day, of any kind."""
    found = select(AdhocTask.id).where(
        AdhocTask.created_by == principal,
        AdhocTask.kind.in_(TaskKind),
        AdhocTask.received_on >= first,
    )
    return session.scalars(found.limit(1)).first() is not None
