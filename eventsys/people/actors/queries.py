"""What is asked of the register of actors."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select
from sqlalchemy.orm import Session

from eventsys.people.actors.models import Actor, ActorMerge, ActorName
from eventsys.people.actors.register import Register
from eventsys.people.actors.rules import DatedName, NameKind, fold_name, name_on


@dataclass(frozen=True, kw_only=True)
class MergeRow:
    """A merge as it was decided, and its undoing; None where it stands."""

    id: int
    from_id: int
    into_id: int
    merged_at: datetime
    merged_by: str
    undone_at: datetime | None
    undone_by: str | None


NAME = (
    ActorName.id.label("name_id"),
    ActorName.name,
    ActorName.kind,
    ActorName.valid_from,
    ActorName.valid_to,
)


def read_register(session: Session, *, at: datetime | None = None) -> Register:
    """Read the whole register with the merges that stand; one query.

    With a moment, those that stood then.
    """
    standing = and_(ActorMerge.from_id == Actor.id, stands(at))
    rows = session.execute(
        select(Actor.level, ActorMerge.into_id, Actor.id, *NAME)
        .outerjoin(ActorName, ActorName.actor_id == Actor.id)
        .outerjoin(ActorMerge, standing)
        .order_by(Actor.id, ActorName.id)
    ).all()
    names = {row.name_id: dated_in(row) for row in rows if row.name_id is not None}
    return Register(
        levels={row.id: row.level for row in rows},
        names=[names[each] for each in sorted(names)],
        into={row.id: row.into_id for row in rows if row.into_id is not None},
    )


def dated_in(row: Row[*tuple[Any, ...]]) -> DatedName:
    """Give the name that stands in a row as a plain value."""
    return DatedName(
        id=row.name_id,
        actor_id=row.id,
        name=row.name,
        kind=row.kind,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def read_merges(session: Session, *, at: datetime | None = None) -> Mapping[int, int]:
    """Tell which actors are merged into which; with a moment, as it was then."""
    rows = session.execute(
        select(ActorMerge.from_id, ActorMerge.into_id)
        .where(stands(at))
        .order_by(ActorMerge.from_id)
    )
    return {row.from_id: row.into_id for row in rows}


def stands(at: datetime | None) -> ColumnElement[bool]:
    """Tell whether a merge stands, or stood at a moment."""
    if at is None:
        return ActorMerge.undone_at.is_(None)
    return and_(
        ActorMerge.merged_at <= at, or_(ActorMerge.undone_at.is_(None), ActorMerge.undone_at > at)
    )


def match_names(session: Session, typed: Iterable[str], day: date) -> Mapping[str, int]:
    """Find the actors that are called exactly so; what is unsure is left out. Two queries."""
    asked = list(dict.fromkeys(typed))
    folded = {fold_name(each) for each in asked} - {""}
    names = session.scalars(select(ActorName).where(ActorName.folded.in_(folded))).all()
    if not names:
        return {}
    known = Register(levels={}, names=[*map(dated, names)], into=read_merges(session))
    found = {each: known.find(each, day) for each in asked}
    return {each: actor_id for each, actor_id in found.items() if actor_id is not None}


def list_official_names(session: Session, day: date) -> Sequence[str]:
    """List what the actors that stand for themselves are called on a day, in order; one query."""
    merged = select(ActorMerge.from_id).where(stands(None))
    official = select(ActorName).where(
        ActorName.kind == NameKind.OFFICIAL, ActorName.actor_id.not_in(merged)
    )
    own = defaultdict[int, list[DatedName]](list)
    for name in session.scalars(official):
        own[name.actor_id].append(dated(name))
    return sorted((name_on(names, day) for names in own.values()), key=str.casefold)


def find_actor(session: Session, actor_id: int) -> Actor | None:
    """Find an actor by its id."""
    return session.get(Actor, actor_id)


def get_actor(session: Session, actor_id: int) -> Actor:
    """Give an actor by its id."""
    return session.get_one(Actor, actor_id)


def find_name(session: Session, actor: Actor, name_id: int) -> ActorName | None:
    """Find one of an actor's own names."""
    return session.scalar(select(ActorName).filter_by(actor_id=actor.id, id=name_id))


def find_merge(session: Session, merge_id: int) -> ActorMerge | None:
    """Find a merge by its id."""
    return session.get(ActorMerge, merge_id)


def list_names(session: Session, actor: Actor) -> Sequence[DatedName]:
    """List an actor's own names, the oldest first."""
    names = session.scalars(select(ActorName).filter_by(actor_id=actor.id)).all()
    return sorted(map(dated, names), key=lambda each: (each.kind, each.first_day, each.id))


def list_merges(session: Session, actor_ids: Iterable[int]) -> Sequence[MergeRow]:
    """List the merges of some actors, also those that were undone, the newest first."""
    ids = list(actor_ids)
    merges = select(ActorMerge).where(or_(ActorMerge.from_id.in_(ids), ActorMerge.into_id.in_(ids)))
    return [
        MergeRow(
            id=merge.id,
            from_id=merge.from_id,
            into_id=merge.into_id,
            merged_at=merge.merged_at,
            merged_by=merge.merged_by,
            undone_at=merge.undone_at,
            undone_by=merge.undone_by,
        )
        for merge in session.scalars(merges.order_by(ActorMerge.id.desc()))
    ]


def dated(name: ActorName) -> DatedName:
    """Give a name as a plain value."""
    return DatedName(
        id=name.id,
        actor_id=name.actor_id,
        name=name.name,
        kind=name.kind,
        valid_from=name.valid_from,
        valid_to=name.valid_to,
    )
