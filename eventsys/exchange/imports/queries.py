"""What is asked of imports."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.rules import DRAFT_IS_KEPT, ImportKind, ImportState, is_kept

Rows = Sequence[tuple[int, Sequence[str]]]


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportRow:
    """An import as a list shows it."""

    id: int
    state: ImportState
    file: str
    taken: int
    created_at: datetime
    created_by: str
    saved_at: datetime | None


def find_import(
    session: Session, kind: ImportKind, event_id: int | None, import_id: int, *, at: datetime
) -> ImportRun | None:
    """Find one of an event's imports, or of those that belong to none; no draft that is too old."""
    run = session.scalar(select(ImportRun).filter_by(kind=kind, event_id=event_id, id=import_id))
    if run is None or (run.state is ImportState.DRAFT and not is_kept(run.created_at, at)):
        return None
    return run


def list_imports(
    session: Session, kind: ImportKind, event_id: int | None, *, at: datetime
) -> Sequence[ImportRow]:
    """List imports, the newest first; the rows themselves are not read."""
    rows = session.execute(
        select(
            ImportRun.id,
            ImportRun.state,
            ImportRun.file,
            ImportRun.taken,
            ImportRun.created_at,
            ImportRun.created_by,
            ImportRun.saved_at,
        )
        .filter_by(kind=kind, event_id=event_id)
        .order_by(ImportRun.id.desc())
        .limit(50)
    )
    known = [ImportRow(**row) for row in rows.mappings()]
    return [
        each
        for each in known
        if each.state is not ImportState.DRAFT or is_kept(each.created_at, at)
    ]


def find_twin(session: Session, run: ImportRun) -> ImportRun | None:
    """Find an earlier import of the very same file that stands."""
    earlier = select(ImportRun).where(
        ImportRun.digest == run.digest,
        ImportRun.kind == run.kind,
        ImportRun.id < run.id,
        ImportRun.state == ImportState.SAVED,
        ImportRun.event_id.is_(None)
        if run.event_id is None
        else ImportRun.event_id == run.event_id,
    )
    return session.scalars(earlier.order_by(ImportRun.id.desc()).limit(1)).first()


def has_old_drafts(session: Session, *, at: datetime) -> bool:
    """Tell whether a draft is to be forgotten."""
    return session.scalar(select(exists().where(is_old(at)))) or False


def is_old(at: datetime) -> ColumnElement[bool]:
    """Tell whether a draft is to be forgotten."""
    return and_(ImportRun.state == ImportState.DRAFT, ImportRun.created_at <= at - DRAFT_IS_KEPT)


def rows_of(run: ImportRun) -> Rows:
    """Read the rows that a draft keeps."""
    return [(number, cells) for number, cells in json.loads(run.rows or "[]")]
