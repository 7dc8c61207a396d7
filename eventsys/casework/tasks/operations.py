"""What changes tasks. Who asked becomes an actor where the register knows the name."""

from datetime import date, datetime

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventsys.casework.models import AdhocTask, TaskEvent
from eventsys.casework.rules import TaskKind, TaskStatus
from eventsys.casework.tasks.errors import (
    AlreadyConverted,
    LooksLikeCpr,
    NoRequester,
    NotAlike,
    NotInForce,
)
from eventsys.casework.tasks.queries import find_by_public_id, get_row
from eventsys.casework.tasks.rules import TaskRequest, holds_cpr
from eventsys.core.audit import record
from eventsys.core.codes import new_public_id
from eventsys.core.db import lock_row
from eventsys.core.principal import Principal
from eventsys.people.actors.queries import match_names


def log_task(
    session: Session, public_id: str, request: TaskRequest, *, at: datetime, by: Principal
) -> AdhocTask:
    """Write a task down; what comes twice under one id is written down once.

    Raise `LooksLikeCpr` and `NoRequester`.
    """
    known = find_by_public_id(session, public_id)
    if known is not None:
        return known
    task = AdhocTask(public_id=public_id, kind=request.kind, created_at=at, created_by=str(by))
    fill(session, task, request, at=at, by=by)
    try:
        with session.begin_nested():
            session.add(task)
    except IntegrityError:
        faster = find_by_public_id(session, public_id)
        if faster is None:
            raise
        return faster
    link_events(session, task, request.event_ids)
    record(session, "add", task, {"kind": task.kind}, at=at, by=by)
    return task


def amend_task(
    session: Session, task: AdhocTask, request: TaskRequest, *, at: datetime, by: Principal
) -> None:
    """Change what is written down of a task; it stays of its kind. The caller holds the row.

    Raise what `log_task` raises, and `NotInForce`.
    """
    in_force(task)
    fill(session, task, request, at=at, by=by)
    session.flush()
    link_events(session, task, request.event_ids)
    record(session, "amend", task, {"kind": task.kind}, at=at, by=by)


def convert_task(
    session: Session, task: AdhocTask, accepted_on: date, *, at: datetime, by: Principal
) -> AdhocTask:
    """Let advice grow into a requisition, which counts from now on in its place.

    Raise `NotInForce`, `AlreadyConverted`, and `NotAlike` for what is no advice.
    """
    lock_row(session, task)
    in_force(task)
    if task.kind is not TaskKind.ADVICE:
        raise NotAlike
    not_converted(session, task)
    requisition = AdhocTask(
        public_id=new_public_id(),
        kind=TaskKind.REQUISITION,
        status=TaskStatus.UNDER_WAY,
        actor_id=task.actor_id,
        unit=task.unit,
        received_on=task.received_on,
        accepted_on=accepted_on,
        topic=task.topic,
        created_at=at,
        created_by=str(by),
        changed_at=at,
        changed_by=str(by),
    )
    session.add(requisition)
    session.flush()
    task.converted_to_id = requisition.id
    sign(task, at=at, by=by)
    session.flush()
    record(session, "convert", task, {"into": requisition.id}, at=at, by=by)
    return requisition


def mark_duplicate(
    session: Session, task: AdhocTask, original: AdhocTask, *, at: datetime, by: Principal
) -> None:
    """Say that a task was logged twice: only the other one counts, also for its own duplicates.

    Raise `NotInForce` where one of them is out, `NotAlike` where they cannot be one, and
    `AlreadyConverted`: the requisition stands for that one, and the other advice would count too.
    """
    for each in sorted({task, original}, key=lambda row: row.id):
        lock_row(session, each)
    if task.id == original.id or task.kind is not original.kind:
        raise NotAlike
    in_force(task)
    in_force(original)
    not_converted(session, task)
    session.execute(
        update(AdhocTask)
        .where(AdhocTask.duplicate_of_id == task.id)
        .values(duplicate_of_id=original.id)
    )
    task.duplicate_of_id = original.id
    sign(task, at=at, by=by)
    session.flush()
    record(session, "mark-duplicate", task, {"into": original.id}, at=at, by=by)


def cancel_task(session: Session, task: AdhocTask, *, at: datetime, by: Principal) -> None:
    """Let a task count for nothing; advice from which it came counts again. Raise `NotInForce`."""
    lock_row(session, task)
    in_force(task)
    task.status = TaskStatus.CANCELLED
    sign(task, at=at, by=by)
    session.flush()
    record(session, "cancel-task", task, {}, at=at, by=by)


def restore_task(session: Session, task: AdhocTask, *, at: datetime, by: Principal) -> None:
    """Let a task count again that was cancelled or marked as logged twice."""
    lock_row(session, task)
    if task.status is TaskStatus.CANCELLED:
        done_on = task.given_on or task.accepted_on
        task.status = TaskStatus.UNDER_WAY if done_on is None else TaskStatus.SOLVED
    task.duplicate_of_id = None
    sign(task, at=at, by=by)
    session.flush()
    record(session, "restore", task, {}, at=at, by=by)


def in_force(task: AdhocTask) -> None:
    """Raise `NotInForce` where a task is cancelled or was logged twice."""
    if task.status is TaskStatus.CANCELLED or task.duplicate_of_id is not None:
        raise NotInForce


def not_converted(session: Session, task: AdhocTask) -> None:
    """Raise `AlreadyConverted` where advice has become a requisition that counts in its place."""
    standing = get_row(session, task.id).converted_to_id
    if standing is not None:
        raise AlreadyConverted(standing)


def fill(
    session: Session, task: AdhocTask, request: TaskRequest, *, at: datetime, by: Principal
) -> None:
    """Write into a task's row what was asked for."""
    if holds_cpr(*request.texts):
        raise LooksLikeCpr
    if not request.requester:
        raise NoRequester
    found = match_names(session, [request.requester], request.received_on)
    task.actor_id = found.get(request.requester)
    task.unit = "" if task.actor_id is not None else request.requester
    task.status, task.topic, task.minutes = request.status, request.topic, request.minutes
    task.received_on = request.received_on
    if task.kind is TaskKind.ADVICE:
        task.given_on = request.done_on
    else:
        task.accepted_on = request.done_on
        task.purpose, task.outcome = request.purpose, request.outcome
        task.follow_up_on, task.followed_up_on = request.follow_up_on, request.followed_up_on
    sign(task, at=at, by=by)


def sign(task: AdhocTask, *, at: datetime, by: Principal) -> None:
    """Write down who changed a task last."""
    task.changed_at, task.changed_by = at, str(by)


def link_events(session: Session, task: AdhocTask, event_ids: frozenset[int]) -> None:
    """Link a task with these events and no others."""
    session.execute(delete(TaskEvent).where(TaskEvent.task_id == task.id))
    session.add_all(TaskEvent(task_id=task.id, event_id=each) for each in sorted(event_ids))
    session.flush()
