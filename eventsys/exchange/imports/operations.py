"""What keeps drafts of imports, saves them whole and takes them back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from eventsys.checkin.devices.queries import list_devices
from eventsys.core.audit import record
from eventsys.core.db import lock_row
from eventsys.core.principal import Principal
from eventsys.events.models import Event
from eventsys.exchange.imports.actors.rules import ACTOR_HEADINGS
from eventsys.exchange.imports.errors import (
    CannotBeUndone,
    NoLongerDraft,
    NothingToSave,
    RowsHaveFaults,
)
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.people import KNOWN_HEADINGS, ListedPerson, judge_people, requests_of
from eventsys.exchange.imports.queries import is_old, read_facts, rows_of
from eventsys.exchange.imports.rules import (
    ImportFile,
    ImportKind,
    ImportState,
    can_be_undone,
    columns_chosen,
    is_kept,
)
from eventsys.registration.lists.errors import ListInUse
from eventsys.registration.lists.operations import ListRequest, register_list, remove_list
from eventsys.registration.rules import IfFull

HEADINGS = {ImportKind.PEOPLE: KNOWN_HEADINGS, ImportKind.ACTORS: ACTOR_HEADINGS}


@dataclass(frozen=True, kw_only=True)
class SaveRequest:
    """How a draft is to be saved: the good rows alone or all, and what if places run out.

    Only where it `tells` them do people get a message.
    """

    only_good: bool = False
    if_full: IfFull = IfFull.REFUSE
    tells: bool = False


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


def judge_draft(session: Session, run: ImportRun, event: Event) -> list[ListedPerson]:
    """Say what each row of a draft comes to, as things stand now."""
    return judge_people(rows_of(run), run.columns, read_facts(session, event))


def save_people(
    session: Session,
    run: ImportRun,
    event: Event,
    request: SaveRequest,
    *,
    at: datetime,
    by: Principal,
) -> ImportRun:
    """Register everybody of a draft, all or none.

    Raise `NoLongerDraft`, `RowsHaveFaults`, `NothingToSave`, and what `register_list` raises.
    """
    claim_draft(session, run, at=at)
    people = judge_draft(session, run, event)
    faulty = sum(person.outcome.is_wrong for person in people)
    if faulty and not request.only_good:
        raise RowsHaveFaults(faulty)
    wanted = ListRequest(requests=requests_of(people), if_full=request.if_full, tells=request.tells)
    ids = register_list(session, event, wanted, at=at, by=by) if wanted.requests else []
    if not ids:
        raise NothingToSave
    run.made, run.taken = ids, sum(person.outcome.is_ready for person in people)
    run.saved_at, run.rows = at, None
    details = {"rows": run.taken, "registrations": len(ids), "file": run.file}
    session.flush()
    record(session, "import", run, details, at=at, by=by)
    return run


def undo_people(
    session: Session, run: ImportRun, event: Event, *, at: datetime, by: Principal
) -> None:
    """Take an import back as if it had never been.

    Raise `CannotBeUndone` after three days, and where anything hangs on what it made. Phones that
    are paired with the event know its tickets, and go on to know them where there is no coverage.
    """
    lock_row(session, run)
    if run.state is not ImportState.SAVED or not can_be_undone(run.saved_at, at):
        raise CannotBeUndone(is_late=True)
    if list_devices(session, event):
        raise CannotBeUndone(is_late=False)
    try:
        remove_list(session, event, run.made, at=at)
    except ListInUse as error:
        raise CannotBeUndone(is_late=False) from error
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
