"""What changes the register of actors."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.db import lock_row
from eventsys.core.principal import Principal
from eventsys.core.text import clean_line
from eventsys.people.actors.errors import (
    ActorInUse,
    ActorNameTaken,
    AlreadyMerged,
    AlreadyUndone,
    LastName,
    NameKnown,
    NotAName,
    SameActor,
    WrongSpan,
)
from eventsys.people.actors.models import Actor, ActorMerge, ActorName
from eventsys.people.actors.queries import dated, list_names, read_merges
from eventsys.people.actors.register import Register
from eventsys.people.actors.rules import (
    LONGEST_ACTOR_NAME,
    ActorLevel,
    NameKind,
    fold_name,
    is_span,
)

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class NameRequest:
    """What an actor is to be called, from a day to a day; None is without limit."""

    name: str
    kind: NameKind = NameKind.OFFICIAL
    valid_from: date | None = None
    valid_to: date | None = None


def add_actor(
    session: Session, level: ActorLevel, request: NameRequest, *, at: datetime, by: Principal
) -> Actor:
    """Add an actor by its official name.

    Raise `NotAName`, `WrongSpan`, and `ActorNameTaken` where another is called so then.
    """
    actor = Actor(level=level, created_at=at)
    session.add(actor)
    session.flush()
    store_name(session, actor, request)
    record(session, "add", actor, {"name": request.name}, at=at, by=by)
    return actor


def add_name(
    session: Session, actor: Actor, request: NameRequest, *, at: datetime, by: Principal
) -> ActorName:
    """Give an actor one more name. Raise what `add_actor` raises, and `NameKnown`."""
    hold(session, actor.id)
    name = store_name(session, actor, request)
    record(session, "name", actor, {"name": request.name, "kind": request.kind}, at=at, by=by)
    return name


def rename(
    session: Session, actor: Actor, name: str, since: date, *, at: datetime, by: Principal
) -> ActorName:
    """Let an actor be called otherwise from a day on; until the day before it keeps its name.

    Raise what `add_actor` raises, and `WrongSpan` where a name of it begins that day or later.
    """
    hold(session, actor.id)
    for known in official_names(session, actor):
        if dated(known).first_day >= since:
            raise WrongSpan
        if dated(known).last_day >= since:
            known.valid_to = since - DAY
    session.flush()
    request = NameRequest(name=name, valid_from=since)
    added = store_name(session, actor, request)
    record(session, "rename", actor, {"name": name, "since": since}, at=at, by=by)
    return added


def amend_name(
    session: Session, name: ActorName, request: NameRequest, *, at: datetime, by: Principal
) -> None:
    """Change when a name holds, what it is, or a slip in it; with a last day it ends.

    Raise what `add_name` raises, and `LastName` where no official name would be left.
    """
    actor = session.get_one(Actor, name.actor_id)
    hold(session, actor.id)
    lock_row(session, name)
    keeps_another(session, actor, name, request.kind)
    checked(session, actor, request, besides=name)
    fill(name, request)
    session.flush()
    record(session, "amend", actor, {"name": request.name}, at=at, by=by)


def remove_name(session: Session, name: ActorName, *, at: datetime, by: Principal) -> None:
    """Take a name out of the register. Raise `LastName` for the only official one."""
    actor = session.get_one(Actor, name.actor_id)
    hold(session, actor.id)
    lock_row(session, name)
    keeps_another(session, actor, name, None)
    record(session, "unname", actor, {"name": name.name}, at=at, by=by)
    session.delete(name)
    session.flush()


def merge(
    session: Session, actor: Actor, into: Actor, *, at: datetime, by: Principal
) -> ActorMerge:
    """Let one actor stand for another from now on.

    Both must stand for themselves, so that merges never close a ring. Raise `SameActor` and
    `AlreadyMerged`.
    """
    if actor.id == into.id:
        raise SameActor
    hold(session, actor.id, into.id)
    merged = read_merges(session)
    for each in (actor.id, into.id):
        if each in merged:
            raise AlreadyMerged(each, merged[each])
    merged_now = ActorMerge(
        from_id=actor.id, into_id=into.id, merged_at=at, merged_by=str(by), undone_at=None
    )
    session.add(merged_now)
    session.flush()
    record(session, "merge", actor, {"into": into.id}, at=at, by=by)
    return merged_now


def undo_merge(session: Session, done: ActorMerge, *, at: datetime, by: Principal) -> None:
    """Let two actors be two again. Raise `AlreadyUndone`."""
    hold(session, done.from_id, done.into_id)
    session.refresh(done)
    if done.undone_at is not None:
        raise AlreadyUndone
    done.undone_at, done.undone_by = at, str(by)
    session.flush()
    actor = session.get_one(Actor, done.from_id)
    record(session, "unmerge", actor, {"from": done.into_id}, at=at, by=by)


def delete_actor(session: Session, actor: Actor, *, at: datetime, by: Principal) -> None:
    """Delete an actor that nobody ever came from. Raise `ActorInUse` for any other."""
    lock_row(session, actor)
    record(session, "delete", actor, {"names": names_as_text(session, actor)}, at=at, by=by)
    try:
        with session.begin_nested():
            session.execute(delete(ActorName).where(ActorName.actor_id == actor.id))
            session.delete(actor)
    except IntegrityError as error:
        raise ActorInUse from error


def hold(session: Session, *actor_ids: int) -> None:
    """Let nobody else change actors until the transaction ends; always in the same order."""
    wanted = select(Actor.id).where(Actor.id.in_(actor_ids)).order_by(Actor.id)
    session.execute(wanted.with_for_update()).all()


def store_name(session: Session, actor: Actor, request: NameRequest) -> ActorName:
    """Check and write down a name."""
    checked(session, actor, request)
    name = ActorName(actor_id=actor.id)
    fill(name, request)
    session.add(name)
    session.flush()
    return name


def fill(name: ActorName, request: NameRequest) -> None:
    """Write a name into its row."""
    name.name = clean_line(request.name)
    name.folded = fold_name(request.name)
    name.kind = request.kind
    name.valid_from, name.valid_to = request.valid_from, request.valid_to


def checked(
    session: Session, actor: Actor, request: NameRequest, *, besides: ActorName | None = None
) -> None:
    """Raise `NotAName`, `WrongSpan`, `NameKnown` or `ActorNameTaken`.

    Two actors may share an alias: then it finds neither by itself. Official names tell actors
    apart, except those that were merged.
    """
    folded = fold_name(request.name)
    if not folded or len(clean_line(request.name)) > LONGEST_ACTOR_NAME:
        raise NotAName
    first, last = request.valid_from, request.valid_to
    if not is_span(first, last):
        raise WrongSpan
    alike = session.scalars(select(ActorName).where(ActorName.folded == folded)).all()
    met = [each for each in alike if each is not besides and dated(each).meets(first, last)]
    if any(each.actor_id == actor.id for each in met):
        raise NameKnown
    if request.kind is not NameKind.OFFICIAL:
        return
    known = Register(levels={}, names=(), into=read_merges(session))
    for each in met:
        if known.canonical(each.actor_id) != known.canonical(actor.id):
            raise ActorNameTaken(each.actor_id)


def keeps_another(
    session: Session, actor: Actor, name: ActorName, becomes: NameKind | None
) -> None:
    """Raise `LastName` where a name is the only official one and would be so no longer."""
    if becomes is not NameKind.OFFICIAL and official_names(session, actor) == [name]:
        raise LastName


def official_names(session: Session, actor: Actor) -> list[ActorName]:
    """List an actor's official names, the oldest first."""
    names = select(ActorName).filter_by(actor_id=actor.id, kind=NameKind.OFFICIAL)
    return sorted(session.scalars(names), key=lambda each: dated(each).first_day)


def names_as_text(session: Session, actor: Actor) -> list[str]:
    """List an actor's names for the log."""
    return [each.name for each in list_names(session, actor)]
