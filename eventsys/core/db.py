"""The base of all tables, and the two ways to write: `transaction` and `write`."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import Enum
from typing import Any, TypeVar

from flask import current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum as EnumType,
    MetaData,
    Row,
    Select,
    Table,
    TypeDecorator,
    event,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import InvalidRequestError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, registry
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeEngine

from eventsys.core.errors import Busy, Overtaken
from eventsys.core.writer import Together, Writer, refusing, writer_of

__all__ = [
    "Model",
    "Session",
    "Together",
    "UtcDateTime",
    "begin_writing",
    "db",
    "is_writing",
    "lock_row",
    "transaction",
    "write",
]

Result = TypeVar("Result")

LENGTH = len("2027-06-05 13:00:00.000000")
CONSTRAINT_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class PlainDateTime(sqlite.DATETIME):
    """SQLite's moments, written as ever in less time; a batch of scans holds hundreds."""

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], str | None]:
        """Write moments in UTC without their zone."""

        def process(value: datetime | None) -> str | None:
            return None if value is None else value.isoformat(" ", "microseconds")[:LENGTH]

        return process


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC also by databases that forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose how the database keeps it."""
        plain = self.impl_instance
        return plain.adapt(PlainDateTime) if dialect.name == "sqlite" else plain

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment and store the rest in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive moment: {value}")
        return value if value.tzinfo is UTC else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Hand out what was stored, aware and in UTC."""
        if value is None:
            return None
        if value.tzinfo is UTC:
            return value
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def values_of(enum: type[Enum]) -> list[str]:
    """Tell what of an enum stands in the table: its values, not its names."""
    return [str(member.value) for member in enum]


class Model(DeclarativeBase):
    """What every table inherits."""

    registry = registry(
        metadata=MetaData(naming_convention=CONSTRAINT_NAMES),
        type_annotation_map={
            datetime: UtcDateTime,
            Enum: EnumType(
                Enum,
                native_enum=False,
                length=32,
                create_constraint=True,
                values_callable=values_of,
            ),
        },
    )


PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=5000",
    "foreign_keys=ON",
    "wal_autocheckpoint=8000",  # pages: those that many scans touch are then copied back once
    "cache_size=-16000",  # kB: what a batch of scans touches fits in
    "mmap_size=268435456",  # a scan among 100,000 tickets then costs what it costs among 1,000
)

db = SQLAlchemy(model_class=Model)


def table_of(model: type[Model]) -> Table:
    """Give a model's table, for Core statements on the hot paths."""
    return Model.metadata.tables[model.__tablename__]


@event.listens_for(Engine, "connect")
def prepare_connection(connection: object, _: ConnectionPoolEntry) -> None:
    """Make SQLite durable, patient and strict; leave transactions to the `begin` event."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def begin(connection: Connection) -> None:
    """Take SQLite's write lock at once where the transaction will write."""
    if connection.dialect.name != "sqlite":
        return
    options = connection.get_execution_options()
    driver = connection.connection.driver_connection
    if driver is None or options.get("writes", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    elif not options.get("asks_once", False):
        driver.execute("BEGIN")  # each page that is read begins so: it takes the short way


def ask_once(question: str) -> Row[*tuple[Any, ...]]:
    """Ask one question that has one row for its answer, with neither session nor transaction.

    Raise `Busy` where the database broke off.
    """
    try:
        with db.engine.connect() as connection:
            connection.execution_options(**question_options(connection))
            return connection.exec_driver_sql(question).one()
    except OperationalError as error:
        raise Busy from error


def ask_for(statement: Select[*tuple[Any, ...]], **values: object) -> Row[*tuple[Any, ...]] | None:
    """Ask one question like `ask_once`, with values; None where there is no row.

    Raise `Busy` where the database broke off.
    """
    try:
        with db.engine.connect() as connection:
            connection.execution_options(**question_options(connection))
            return connection.execute(statement, values).one_or_none()
    except OperationalError as error:
        raise Busy from error


def question_options(connection: Connection) -> dict[str, Any]:
    """Choose how a connection asks one question alone: without a transaction around it."""
    if connection.dialect.name == "sqlite":
        return {"asks_once": True}
    return {"isolation_level": "AUTOCOMMIT"}  # saves two round trips


def begin_writing() -> Session:
    """End the request's reading and begin its one transaction that writes; the caller commits."""
    session = db.session()
    session.rollback()  # on SQLite a read cannot become a write
    try:
        session.connection(execution_options={"writes": True})
    except OperationalError as error:
        raise Busy from error
    return session


def is_writing(session: Session) -> bool:
    """Tell whether a session's transaction has begun as one that writes."""
    if not session.in_transaction():
        return False
    return bool(session.connection().get_execution_options().get("writes", False))


@contextmanager
def transaction() -> Iterator[Session]:
    """Write in one transaction; what was read before is read anew. Commit at the end, or roll back.

    Raise `Busy` where the database gave no turn within five seconds, or broke off, and `Overtaken`
    where somebody else was faster than an operation thought of.
    """
    with current_writer().alone(), refusing():
        session = begin_writing()
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise


def wipe_what_goes(session: Session) -> None:
    """Let SQLite write zeros over what this transaction deletes, not only let it go."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")


def empty_log() -> None:
    """Copy SQLite's log back and cut it short: what was deleted stands there until then.

    Whoever reads at this moment keeps it for a while; then a later one does it.
    """
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.execution_options(asks_once=True)
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def lock_row(session: Session, row: Model) -> None:
    """Keep others from a row until the end, and read it anew.

    Raise `Overtaken` where somebody removed it a moment ago.
    """
    try:
        session.refresh(row, with_for_update=True)
    except InvalidRequestError as error:
        raise Overtaken from error


def write(operation: Callable[[Session], Result], about: str = "") -> Result:
    """Run an operation in a session of its own and return when its outcome is durable.

    On SQLite it shares a commit with other operations, in a savepoint of its own; elsewhere it has
    a transaction to itself, and those `about` the same, such as the places of one event, come one
    after the other. What it raises is raised here, and nothing of it is stored; `Busy` and
    `Overtaken` as `transaction` has them. An operation that is `Together` with others of
    its kind is done with them in one go, where several wait.
    """
    if db.session.registry.has():
        db.session.rollback()  # ends the request's own reading: it then sees what was written
    return current_writer().run(operation, about)


def current_writer() -> Writer:
    """Find the writer of the application's database."""
    return writer_of(db.engine, in_groups=not current_app.config.get("WRITE_ALONE", False))
