"""What saves a list of actors and takes it back."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.db import lock_row
from eventsys.core.localtime import local_day
from eventsys.core.principal import Principal
from eventsys.exchange.imports.actors.rules import ListedActor, judge_actors
from eventsys.exchange.imports.errors import CannotBeUndone, NothingToSave, RowsHaveFaults
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.operations import SaveRequest, claim_draft
from eventsys.exchange.imports.queries import rows_of
from eventsys.exchange.imports.rules import ImportState, can_be_undone
from eventsys.people.actors.errors import ActorInUse
from eventsys.people.actors.operations import NameRequest, add_actor, add_name, delete_actor
from eventsys.people.actors.queries import find_actor, read_register
from eventsys.people.actors.rules import NameKind


def judge_actor_draft(session: Session, run: ImportRun, day: date) -> list[ListedActor]:
    """Say what each row of a draft comes to, as the register stands now."""
    return judge_actors(rows_of(run), run.columns, read_register(session), day)


def save_actors(
    session: Session, run: ImportRun, request: SaveRequest, *, at: datetime, by: Principal
) -> ImportRun:
    """Add the actors of a draft with all their names, all or none.

    Raise `NoLongerDraft`, `RowsHaveFaults`, `NothingToSave`, and what `add_actor` raises.
    """
    claim_draft(session, run, at=at)
    listed = judge_actor_draft(session, run, local_day(at))
    faulty = sum(each.outcome.is_wrong for each in listed)
    if faulty and not request.only_good:
        raise RowsHaveFaults(faulty)
    names = defaultdict[str, list[ListedActor]](list)
    for each in listed:
        if each.outcome.is_ready:
            names[each.key].append(each)
    if not names:
        raise NothingToSave
    run.made = [add_one(session, each, at=at, by=by) for each in names.values()]
    run.taken, run.saved_at, run.rows = len(run.made), at, None
    session.flush()
    record(session, "import", run, {"actors": run.taken, "file": run.file}, at=at, by=by)
    return run


def add_one(session: Session, names: Sequence[ListedActor], *, at: datetime, by: Principal) -> int:
    """Add an actor by its first official name, then its other names; give its id."""
    first = next(each for each in names if each.kind is NameKind.OFFICIAL)
    actor = add_actor(session, first.level, request_of(first), at=at, by=by)
    for each in names:
        if each is not first:
            add_name(session, actor, request_of(each), at=at, by=by)
    return actor.id


def request_of(listed: ListedActor) -> NameRequest:
    """Give a name as the register asks for it."""
    return NameRequest(
        name=listed.name,
        kind=listed.kind,
        valid_from=listed.valid_from,
        valid_to=listed.valid_to,
    )


def undo_actors(session: Session, run: ImportRun, *, at: datetime, by: Principal) -> None:
    """Delete the actors of a list.

    Raise `CannotBeUndone` after three days, and where somebody comes from one or it was merged.
    """
    lock_row(session, run)
    if run.state is not ImportState.SAVED or not can_be_undone(run.saved_at, at):
        raise CannotBeUndone(is_late=True)
    for actor_id in run.made:
        actor = find_actor(session, actor_id)
        if actor is None:
            continue  # somebody deleted it by hand
        try:
            delete_actor(session, actor, at=at, by=by)
        except ActorInUse as error:
            raise CannotBeUndone(is_late=False) from error
    run.state, run.undone_at, run.made = ImportState.UNDONE, at, []
    session.flush()
    record(session, "undo-import", run, {"actors": run.taken}, at=at, by=by)
