"""What keeps drafts of imports, and writes down that one was saved or taken back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.db import lock_row
from eventsys.core.principal import Principal
from eventsys.events.models import Event
from eventsys.exchange.imports.actors.rules import ACTOR_HEADINGS
from eventsys.exchange.imports.attended.rules import ATTENDED_HEADINGS
from eventsys.exchange.imports.errors import (
    CannotBeUndone,
    NoLongerDraft,
    NothingToSave,
    RowsHaveFaults,
)
from eventsys.exchange.imports.events.rules import EVENT_HEADINGS
from eventsys.exchange.imports.figures.rules import FIGURE_HEADINGS
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.people.columns import KNOWN_HEADINGS
from eventsys.exchange.imports.queries import is_old
from eventsys.exchange.imports.rules import (
    AnyRow,
    ImportFile,
    ImportKind,
    ImportState,
    can_be_undone,
    columns_chosen,
    is_kept,
)
from eventsys.registration.rules import IfFull

HEADINGS = {
    ImportKind.PEOPLE: KNOWN_HEADINGS,
    ImportKind.ACTORS: ACTOR_HEADINGS,
    ImportKind.ATTENDANCE: ATTENDED_HEADINGS,
    ImportKind.FIGURES: FIGURE_HEADINGS,
    ImportKind.EVENTS: EVENT_HEADINGS,
}


@dataclass(frozen=True, kw_only=True)
class SaveRequest:
    """How a draft is to be saved: the good rows alone or all, and what if places run out.

    Only where it `tells` them do people get a message.
    """

    only_good: bool = False
    if_full: IfFull = IfFull.REFUSE
    tells: bool = False


@dataclass(frozen=True, kw_only=True)
class Made:
    """What came of a draft: the ids of what was made, of how many rows, and more for the log."""

    ids: Sequence[Any]
    rows: int
    details: Mapping[str, object] = field(default_factory=dict)


def keep_draft(
    session: Session,
    kind: ImportKind,
    event: Event | None,
    file: ImportFile,
    *,
    at: datetime,
    by: Principal,
) -> ImportRun:
    """Keep what was read for a day, and guess what each column holds."""
    run = ImportRun(
        kind=kind,
        event_id=None if event is None else event.id,
        state=ImportState.DRAFT,
        file=file.name,
        digest=file.digest,
        heads=[*file.heads],
        columns=columns_chosen(file.heads, HEADINGS[kind]),
        notes={
            "is_guessed": file.is_guessed,
            "is_masked": file.is_masked,
            "is_merged": file.is_merged,
            "dropped": [*file.dropped],
            "sheets": [*file.sheets],
            "unwanted": [*file.unwanted],
        },
        rows=json.dumps(file.rows, ensure_ascii=False),
        made=[],
        created_at=at,
        created_by=str(by),
    )
    session.add(run)
    session.flush()
    return run


def map_columns(session: Session, run: ImportRun, columns: Sequence[str], *, at: datetime) -> None:
    """Say anew what each column holds; of two with one meaning the first counts."""
    lock_row(session, run)
    check_draft(run, at)
    chosen: list[str] = []
    for column in columns[: len(run.heads)]:
        chosen.append("" if column in chosen else column)
    run.columns = chosen + [""] * (len(run.heads) - len(chosen))
    session.flush()


def rows_to_save(rows: Sequence[AnyRow], *, only_good: bool) -> list[AnyRow]:
    """Choose the rows that are taken in.

    Raise `RowsHaveFaults` where all were wanted, and `NothingToSave` where none is ready.
    """
    faulty = sum(each.outcome.is_wrong for each in rows)
    if faulty and not only_good:
        raise RowsHaveFaults(faulty)
    ready = [each for each in rows if each.outcome.is_ready]
    if not ready:
        raise NothingToSave
    return ready


def close_saved(
    session: Session, run: ImportRun, made: Made, *, at: datetime, by: Principal
) -> ImportRun:
    """Write down what came of a draft that was claimed; its rows are forgotten."""
    run.made, run.taken, run.saved_at, run.rows = [*made.ids], made.rows, at, None
    session.flush()
    details = {"rows": made.rows, **made.details, "file": run.file}
    record(session, "import", run, details, at=at, by=by)
    return run


def claim_saved(session: Session, run: ImportRun, *, at: datetime) -> list[Any]:
    """Let nobody else take a list back, and give the ids of what was made of it.

    Raise `CannotBeUndone` after three days, and where it was taken back before.
    """
    lock_row(session, run)
    if run.state is not ImportState.SAVED or not can_be_undone(run.saved_at, at):
        raise CannotBeUndone(is_late=True)
    return run.made


def close_undone(session: Session, run: ImportRun, *, at: datetime, by: Principal) -> None:
    """Write down that a list was taken back."""
    run.state, run.undone_at, run.made = ImportState.UNDONE, at, []
    session.flush()
    record(session, "undo-import", run, {"rows": run.taken}, at=at, by=by)


def drop_draft(session: Session, run: ImportRun) -> None:
    """Forget a draft; harmless where it was saved, also at this moment."""
    lock_row(session, run)
    if run.state is ImportState.DRAFT:
        session.delete(run)
        session.flush()


def drop_old_drafts(session: Session, *, at: datetime) -> int:
    """Forget the drafts that nobody saved within a day; count them."""
    gone = session.scalars(delete(ImportRun).where(is_old(at)).returning(ImportRun.id)).all()
    return len(gone)


def claim_draft(session: Session, run: ImportRun, *, at: datetime) -> None:
    """Let nobody else save a draft; raise `NoLongerDraft` where somebody was faster."""
    check_draft(run, at)
    claimed = session.scalar(
        update(ImportRun)
        .where(ImportRun.id == run.id, ImportRun.state == ImportState.DRAFT)
        .values(state=ImportState.SAVED)
        .returning(ImportRun.id)
        .execution_options(synchronize_session=False)
    )
    if claimed is None:
        raise NoLongerDraft
    session.refresh(run)


def check_draft(run: ImportRun, at: datetime) -> None:
    """Raise `NoLongerDraft` for what is none."""
    if run.state is not ImportState.DRAFT or not is_kept(run.created_at, at):
        raise NoLongerDraft
