"""The tables of organisations and units, their names and their merges."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.people.actors.rules import ActorLevel, NameKind


class Actor(Model):
    """An organisation or a unit, never a person."""

    __tablename__ = "actor"

    id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[ActorLevel]
    created_at: Mapped[datetime]


class ActorName(Model):
    """What an actor is called from a day to a day, both included; no day means without limit.

    `folded` is the form in which names are compared.
    """

    __tablename__ = "actor_name"
    __table_args__ = (
        UniqueConstraint("actor_id", "name", "valid_from"),
        CheckConstraint("valid_from <= valid_to", name="days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id"), index=True)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)
    kind: Mapped[NameKind]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class ActorMerge(Model):
    """Somebody's decision that two actors are one; it can be undone, and stays known.

    Both names and people stay with the actor they had, so that undoing brings all back.
    """

    __tablename__ = "actor_merge"
    __table_args__ = (
        CheckConstraint("from_id <> into_id", name="two"),
        Index(
            "uq_actor_merge_standing",
            "from_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("actor.id"), index=True)
    into_id: Mapped[int] = mapped_column(ForeignKey("actor.id"), index=True)
    merged_at: Mapped[datetime]
    merged_by: Mapped[str]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None]
