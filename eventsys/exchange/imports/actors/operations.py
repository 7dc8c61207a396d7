"""What saves a list of actors and takes it back."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from eventsys.core.localtime import local_day
from eventsys.core.principal import Principal
from eventsys.exchange.imports.actors.rules import ListedActor, judge_actors
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
    names = defaultdict[str, list[ListedActor]](list)
    for each in rows_to_save(listed, only_good=request.only_good):
        names[each.key].append(each)
    ids = [add_one(session, each, at=at, by=by) for each in names.values()]
    return close_saved(session, run, Made(ids=ids, rows=len(ids)), at=at, by=by)


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
    for actor_id in claim_saved(session, run, at=at):
        actor = find_actor(session, actor_id)
        if actor is None:
            continue  # somebody deleted it by hand
        try:
            delete_actor(session, actor, at=at, by=by)
        except ActorInUse as error:
            raise CannotBeUndone(is_late=False) from error
    close_undone(session, run, at=at, by=by)
