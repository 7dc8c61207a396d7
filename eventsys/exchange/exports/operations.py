"""Writes down who took which table out of the house."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.db import Model
from eventsys.core.principal import Principal


@dataclass(frozen=True, kw_only=True)
class ExportNote:
    """What was taken: the table, its columns, the kind of file."""

    table: str
    columns: Sequence[str]
    form: str


def note_export(
    session: Session, subject: Model, note: ExportNote, *, at: datetime, by: Principal
) -> None:
    """Write down that a table about a subject left the house, before its first row does."""
    details = {"table": note.table, "columns": [*note.columns], "format": note.form}
    record(session, "export", subject, details, at=at, by=by)
