"""What is asked of long work."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from eventsys.core.keys import Purpose, keys
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.exchange.work.models import LongWork, WorkPiece
from eventsys.exchange.work.rules import (
    FILE_IS_KEPT,
    UNFINISHED,
    WorkKind,
    WorkState,
    gone_at,
)

MOST_SHOWN = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkRow:
    """Long work as a list shows it."""

    id: int
    event_id: int
    kind: WorkKind
    state: WorkState
    total: int
    done: int
    size: int
    created_at: datetime
    created_by: str
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """What whoever does the work has to know."""

    id: int
    tries: int
    kind: WorkKind
    slug: str
    language: Language
    subjects: Sequence[int]
    created_at: datetime


COLUMNS = (
    LongWork.id,
    LongWork.event_id,
    LongWork.kind,
    LongWork.state,
    LongWork.total,
    LongWork.done,
    LongWork.size,
    LongWork.created_at,
    LongWork.created_by,
    LongWork.ended_at,
)


def list_work(session: Session, *, by: str | None, at: datetime) -> Sequence[WorkRow]:
    """List what is to be seen of long work, the newest first; with `by`, what somebody asked for.

    What was stopped is over, and so is what ended a day ago.
    """
    wanted = (
        select(*COLUMNS)
        .where(LongWork.state != WorkState.STOPPED, ~is_old(at))
        .order_by(LongWork.id.desc())
        .limit(MOST_SHOWN)
    )
    if by is not None:
        wanted = wanted.where(LongWork.created_by == by)
    return [WorkRow(**row) for row in session.execute(wanted).mappings()]


def find_work(session: Session, event_id: int, work_id: int) -> LongWork | None:
    """Find long work at an event."""
    return session.scalar(select(LongWork).filter_by(event_id=event_id, id=work_id))


def find_file(
    session: Session, event_id: int, work_id: int, *, by: str, at: datetime
) -> LongWork | None:
    """Find long work whose file is there for whoever asked for it, and for nobody else."""
    found = find_work(session, event_id, work_id)
    if found is None or found.created_by != by or found.state is not WorkState.DONE:
        return None
    return found if found.ended_at is not None and at < gone_at(found.ended_at) else None


def find_by_key(session: Session, key: str) -> LongWork | None:
    """Find the long work that a form has asked for already."""
    return session.scalar(select(LongWork).filter_by(key=key))


def count_unfinished(session: Session, by: str) -> int:
    """Count what somebody asked for that is not finished."""
    number = select(func.count()).where(
        LongWork.created_by == by, LongWork.state.in_(sorted(UNFINISHED))
    )
    return session.scalars(number.select_from(LongWork)).one()


def read_task(session: Session, work_id: int) -> Task | None:
    """Read what is to be done; None where it is gone."""
    rows = session.execute(
        select(
            LongWork.id,
            LongWork.tries,
            LongWork.kind,
            Event.slug,
            LongWork.language,
            LongWork.subjects,
            LongWork.created_at,
        )
        .join(Event, Event.id == LongWork.event_id)
        .where(LongWork.id == work_id)
    )
    return next((Task(**row) for row in rows.mappings()), None)


def read_pieces(session: Session, work: LongWork) -> Iterator[bytes]:
    """Read a file piece by piece."""
    numbers = select(WorkPiece.no).filter_by(work_id=work.id).order_by(WorkPiece.no)
    for number in session.scalars(numbers).all():
        piece = session.scalar(
            select(WorkPiece.content_sealed).filter_by(work_id=work.id, no=number)
        )
        if piece is None:
            return  # it was deleted meanwhile
        yield keys().unseal_bytes(Purpose.FILE, piece)


def is_anything_to_do(session: Session, *, at: datetime) -> bool:
    """Tell whether something waits, or whoever did it has died over it."""
    return session.scalar(select(exists().where(is_due(at)))) or False


def is_anything_old(session: Session, *, at: datetime) -> bool:
    """Tell whether a file is to be deleted."""
    return session.scalar(select(exists().where(is_old(at)))) or False


def oldest_due(at: datetime) -> Select[int]:
    """Choose what has been waiting for the longest time."""
    return select(LongWork.id).where(is_due(at)).order_by(LongWork.id).limit(1)


def is_due(at: datetime) -> ColumnElement[bool]:
    """Tell of long work whether somebody may begin it."""
    return or_(
        LongWork.state == WorkState.WAITING,
        and_(LongWork.state == WorkState.WORKING, LongWork.lease_until <= at),
    )


def is_old(at: datetime) -> ColumnElement[bool]:
    """Tell of long work whether its file is no longer kept."""
    return and_(LongWork.ended_at.is_not(None), LongWork.ended_at <= at - FILE_IS_KEPT)
