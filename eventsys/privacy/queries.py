"""Everything that is stored about a registration, found by following what refers to it.

A table that is added later is found by itself, as long as a foreign key leads to the registration,
one of its participants or one of their tickets.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import Enum

from sqlalchemy import Column, ColumnElement, LargeBinary, Row, Table, and_, or_, select
from sqlalchemy.orm import Session

from eventsys.core.audit import AuditEntry
from eventsys.core.db import Model, table_of
from eventsys.core.localtime import in_utc
from eventsys.core.outbox import OF_EVENTS, Notice
from eventsys.registration.models import Registration

Value = str | int | float | bool | None
Record = Mapping[str, Value]
Ids = Mapping[str, Sequence[object]]
SECRET_ENDS = ("_hash", "_digest", "_key", "roster_short", "salt", "digest", "chain_no")
"""Columns that hold no fact about anybody, but what guards codes, keys and the log."""


def stored_about(session: Session, registration: Registration) -> Mapping[str, Sequence[Record]]:
    """Give all rows about a registration, by the name of their table."""
    session.flush()
    found: dict[str, list[Record]] = {}
    ids: dict[str, Sequence[object]] = {}
    log = table_of(AuditEntry)  # it names what it is about, so all that is known comes first
    for table in (*(each for each in Model.metadata.sorted_tables if each is not log), log):
        rows = rows_of(session, table, registration.id, ids)
        if rows:
            ids[table.name] = [row[0] for row in rows]
            found[table.name] = [record_of(table, row) for row in rows]
    return found


def rows_of(
    session: Session, table: Table, registration_id: int, ids: Ids
) -> Sequence[Row[*tuple[object, ...]]]:
    """Read the rows of a table that are about the registration; the first value is the id."""
    conditions = [*leading_to(table, registration_id, ids)]
    if not conditions:
        return []
    key = next(iter(table.primary_key))
    wanted = select(key.label("the_id"), *shown_columns(table)).where(or_(*conditions))
    return session.execute(wanted.order_by(key)).all()


def leading_to(table: Table, registration_id: int, ids: Ids) -> Iterator[ColumnElement[bool]]:
    """List the conditions by which rows of a table belong to the registration."""
    if table is table_of(Registration):
        yield table.c.id == registration_id
    elif table is table_of(Notice):
        yield and_(table.c.subject_id == registration_id, table.c.kind.not_in(OF_EVENTS))
    elif table is table_of(AuditEntry):
        for kind, known in ids.items():
            numbers = [each for each in known if isinstance(each, int)]
            yield and_(table.c.object_kind == kind, table.c.object_id.in_(numbers))
    else:
        for key in table.foreign_keys:
            if key.column.table.name in ids and key.column.primary_key:
                yield key.parent.in_(ids[key.column.table.name])


def shown_columns(table: Table) -> list[Column[object]]:
    """List the columns that say something about somebody."""
    return [
        column
        for column in table.columns
        if not column.name.endswith(SECRET_ENDS) and not isinstance(column.type, LargeBinary)
    ]


def record_of(table: Table, row: Row[*tuple[object, ...]]) -> Record:
    """Write a row in plain values."""
    columns = shown_columns(table)
    return {column.name: plain(value) for column, value in zip(columns, row[1:], strict=True)}


def plain(value: object) -> Value:
    """Write a value as JSON has it; moments in UTC."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return in_utc(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
