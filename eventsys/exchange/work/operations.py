"""What takes long work on, does it, and ends it: each change of state is one conditional update.

Whoever does the work holds a lease. They write only while it is still theirs: not after it was
stopped, and not after somebody else has begun it anew.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.keys import Purpose, keys
from eventsys.core.principal import Principal
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.exchange.work.errors import NothingToDo, TooMuchWork, WorkUnfinished
from eventsys.exchange.work.models import LongWork, WorkPiece
from eventsys.exchange.work.queries import (
    Task,
    count_unfinished,
    find_by_key,
    is_due,
    is_old,
    oldest_due,
    read_task,
)
from eventsys.exchange.work.rules import (
    LEASE,
    MOST_PAPERS,
    MOST_TRIES,
    MOST_UNFINISHED,
    PAUSE_AFTER_FAILURE,
    WorkKind,
    WorkState,
    states_before,
)


@dataclass(frozen=True, kw_only=True)
class WorkRequest:
    """What is to be made, for whom, in which language; `key` is the form's."""

    kind: WorkKind
    language: Language
    subjects: Sequence[int]
    key: str


def ask(
    session: Session, event: Event, request: WorkRequest, *, at: datetime, by: Principal
) -> LongWork:
    """Take long work on; a form that was sent twice asks once.

    Raise `NothingToDo`, `TooMuchWork` and `WorkUnfinished`.
    """
    known = find_by_key(session, request.key)
    if known is not None:
        return known
    if not request.subjects:
        raise NothingToDo
    if len(request.subjects) > MOST_PAPERS:
        raise TooMuchWork(MOST_PAPERS)
    if count_unfinished(session, str(by)) >= MOST_UNFINISHED:
        raise WorkUnfinished(MOST_UNFINISHED)
    work = LongWork(
        event_id=event.id,
        key=request.key,
        kind=request.kind,
        language=request.language,
        subjects=[*request.subjects],
        total=len(request.subjects),
        created_at=at,
        created_by=str(by),
    )
    session.add(work)
    session.flush()
    details = {"kind": request.kind, "papers": len(request.subjects)}
    record(session, "print", work, details, at=at, by=by)
    return work


def begin(session: Session, *, at: datetime) -> Task | None:
    """Take what waits for the longest time; what an earlier try has stored is deleted first.

    What was begun in vain as often as may be has failed.
    """
    give_up(session, at=at)
    begun = session.scalar(
        update(LongWork)
        .where(LongWork.id == oldest_due(at).scalar_subquery(), is_due(at))
        .values(
            state=WorkState.WORKING,
            lease_until=at + LEASE,
            tries=LongWork.tries + 1,
            done=0,
        )
        .returning(LongWork.id)
        .execution_options(synchronize_session=False)
    )
    if begun is None:
        return None
    delete_pieces(session, [begun])
    return read_task(session, begun)


def go_on(session: Session, task: Task, done: int, *, at: datetime) -> bool:
    """Write down how far it is, and hold it further; False where it is no longer one's own."""
    return change(session, task, {"done": done, "lease_until": at + LEASE})


def keep_piece(session: Session, task: Task, no: int, content: bytes, *, at: datetime) -> bool:
    """Keep a part of the file; False where it is no longer one's own."""
    if not change(session, task, {"lease_until": at + LEASE}):
        return False
    sealed = keys().seal_bytes(Purpose.FILE, content)
    session.add(WorkPiece(work_id=task.id, no=no, content_sealed=sealed))
    session.flush()
    return True


def finish(session: Session, task: Task, size: int, *, at: datetime) -> bool:
    """Let the file be taken home from now on; False where it is no longer one's own."""
    ended = {"state": WorkState.DONE, "size": size, "ended_at": at, "lease_until": None}
    return change(session, task, {**ended, "subjects": []})


def fail(session: Session, task: Task, *, at: datetime) -> bool:
    """Say that it cannot be made; False where it is no longer one's own."""
    ended = {"state": WorkState.FAILED, "ended_at": at, "lease_until": None, "subjects": []}
    return change(session, task, ended)


def put_off(session: Session, task: Task, *, at: datetime) -> bool:
    """Let it be begun anew in a moment; False where it is no longer one's own."""
    return change(session, task, {"lease_until": at + PAUSE_AFTER_FAILURE})


def change(session: Session, task: Task, values: dict[str, object]) -> bool:
    """Change work that is still held by whoever began it; it is locked until the end."""
    held = (
        update(LongWork)
        .where(
            LongWork.id == task.id,
            LongWork.state == WorkState.WORKING,
            LongWork.tries == task.tries,
        )
        .values(**values)
        .returning(LongWork.id)
        .execution_options(synchronize_session=False)
    )
    return session.scalar(held) is not None


def stop(session: Session, work: LongWork, *, at: datetime, by: Principal) -> bool:
    """Stop it where it is, or delete the file that came of it; nothing of it stays.

    False where it was stopped before.
    """
    before = sorted(states_before(WorkState.STOPPED))
    stopped = session.scalar(
        update(LongWork)
        .where(LongWork.id == work.id, LongWork.state.in_(before))
        .values(state=WorkState.STOPPED, ended_at=at, lease_until=None, size=0, subjects=[])
        .returning(LongWork.id)
        .execution_options(synchronize_session=False)
    )
    if stopped is None:
        return False
    delete_pieces(session, [stopped])
    record(session, "stop", work, {"kind": work.kind}, at=at, by=by)
    return True


def give_up(session: Session, *, at: datetime) -> None:
    """Give up what was begun in vain too often."""
    lost = session.scalars(
        update(LongWork)
        .where(
            LongWork.state == WorkState.WORKING,
            LongWork.lease_until <= at,
            LongWork.tries >= MOST_TRIES,
        )
        .values(state=WorkState.FAILED, ended_at=at, lease_until=None, subjects=[])
        .returning(LongWork.id)
        .execution_options(synchronize_session=False)
    ).all()
    delete_pieces(session, lost)


def drop_old(session: Session, *, at: datetime) -> int:
    """Delete what ended a day ago, with its file; count it."""
    gone = session.scalars(delete(LongWork).where(is_old(at)).returning(LongWork.id)).all()
    return len(gone)


def delete_pieces(session: Session, ids: Collection[int]) -> None:
    """Delete what is stored of files."""
    if ids:
        session.execute(delete(WorkPiece).where(WorkPiece.work_id.in_(ids)))
