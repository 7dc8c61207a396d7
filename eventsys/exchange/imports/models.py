"""The table of imports."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventsys.core.db import Model
from eventsys.exchange.imports.rules import ImportKind, ImportState


class ImportRun(Model):
    """A list that somebody read in; its rows are kept until it is saved, and a day at most.

    `columns` say what each column of the file holds. `made` are the ids of what was made of it.
    """

    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ImportKind]
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[ImportState]
    file: Mapped[str]
    digest: Mapped[str] = mapped_column(index=True)
    heads: Mapped[list[Any]] = mapped_column(JSON)
    columns: Mapped[list[Any]] = mapped_column(JSON)
    notes: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What is to be said of the file: its sheets, what was left out, guessed letters."""
    rows: Mapped[str | None] = mapped_column(info={"personal": "K2"})
    made: Mapped[list[Any]] = mapped_column(JSON)
    taken: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    saved_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
