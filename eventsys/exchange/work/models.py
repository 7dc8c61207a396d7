"""The tables of long work and of the files that come of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.core.text import Language
from eventsys.exchange.work.rules import WorkKind, WorkState


class LongWork(Model):
    """Papers that somebody asked for; `key` is that of the form it came with.

    `subjects` are the ids of those whom they are for, and no names. `tries` counts how often it was
    begun: whoever began an earlier time writes nothing more. The row goes with its file.
    """

    __tablename__ = "long_work"
    __table_args__ = (Index("ix_long_work_state_lease_until", "state", "lease_until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[WorkKind]
    language: Mapped[Language]
    subjects: Mapped[list[Any]] = mapped_column(JSON)
    total: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    state: Mapped[WorkState] = mapped_column(default=WorkState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    size: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(index=True)
    lease_until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None] = mapped_column(index=True)


class WorkPiece(Model):
    """A part of a file, sealed: tickets stand in it, and the database alone yields none."""

    __tablename__ = "work_piece"

    work_id: Mapped[int] = mapped_column(
        ForeignKey("long_work.id", ondelete="CASCADE"), primary_key=True
    )
    no: Mapped[int] = mapped_column(primary_key=True)
    content_sealed: Mapped[bytes] = mapped_column(info={"personal": "K2"})
