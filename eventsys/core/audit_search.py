"""Finds what the audit log says, the newest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from eventsys.core.audit import AuditEntry
from eventsys.core.db import Model

ROWS_AT_A_TIME = 500
EVENT = "event"


@dataclass(frozen=True, kw_only=True)
class AuditFilter:
    """What of the log is asked for; what is None or 0 narrows nothing."""

    principal: str = ""
    verb: str = ""
    object_kind: str = ""
    object_id: int = 0
    since: datetime | None = None
    until: datetime | None = None


def list_entries(
    session: Session, asked: AuditFilter, *, before: int, limit: int
) -> Sequence[AuditEntry]:
    """List some rows, those with smaller ids than `before` where that is given."""
    found = chosen(asked).limit(limit)
    return session.scalars(found.where(AuditEntry.id < before) if before else found).all()


def read_entries(session: Session, asked: AuditFilter) -> Iterator[AuditEntry]:
    """Read all rows, some at a time."""
    found = chosen(asked).execution_options(yield_per=ROWS_AT_A_TIME)
    yield from session.scalars(found)


def find_events(session: Session, entries: Sequence[AuditEntry]) -> Mapping[tuple[str, int], int]:
    """Tell which events objects belong to, by kind and id, in one question for all kinds."""
    ids: dict[str, set[int]] = {EVENT: set()}
    for entry in entries:
        ids.setdefault(entry.object_kind, set()).add(entry.object_id)
    parts = []
    for kind, wanted in ids.items():
        table = Model.metadata.tables.get(kind)
        name = "id" if kind == EVENT else "event_id"
        if table is not None and {"id", name} <= {*table.c.keys()}:
            found = select(literal(kind).label("kind"), table.c.id, table.c[name].label("event"))
            parts.append(found.where(table.c.id.in_(wanted), table.c[name].is_not(None)))
    rows = session.execute(union_all(*parts))
    return {(kind, number): event for kind, number, event in rows}


def list_verbs(session: Session) -> Sequence[str]:
    """List what was ever done."""
    return list_different(session, AuditEntry.verb)


def list_doers(session: Session) -> Sequence[str]:
    """List who ever did something."""
    return list_different(session, AuditEntry.principal)


def list_different(session: Session, column: InstrumentedAttribute[str]) -> Sequence[str]:
    """List the different values of a column in order, from each to the next by its index.

    Few stand in a log of very many rows, and the database would read all of them.
    """
    found = select(func.min(column).label("value")).cte(recursive=True)
    onward = select(func.min(column)).where(column > found.c.value).scalar_subquery()
    steps = found.union_all(select(onward).where(found.c.value.is_not(None)))
    values = select(steps.c.value).where(steps.c.value.is_not(None))
    return session.scalars(values.order_by(steps.c.value)).all()


def chosen(asked: AuditFilter) -> Select[AuditEntry]:
    """Write down the question."""
    conditions = [
        column == value
        for column, value in (
            (AuditEntry.principal, asked.principal),
            (AuditEntry.verb, asked.verb),
            (AuditEntry.object_kind, asked.object_kind),
            (AuditEntry.object_id, asked.object_id),
        )
        if value
    ]
    if asked.since is not None:
        conditions.append(AuditEntry.at >= asked.since)
    if asked.until is not None:
        conditions.append(AuditEntry.at < asked.until)
    return select(AuditEntry).where(*conditions).order_by(AuditEntry.id.desc())
