"""Many rows by one statement: what is stored is what SQLAlchemy itself would have stored."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from eventsys.checkin.models import Scan
from eventsys.checkin.rules import Direction
from eventsys.core.db import UtcDateTime, db, table_of
from eventsys.core.many import insert_many

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=timezone(timedelta(hours=2)))

SAID = "O'Hara ø 100 % :at ?"

seen = Table(
    "seen",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime),
    Column("direction", table_of(Scan).c.direction.type, nullable=False),
    Column("said", String),
    Column("counts", Boolean),
    prefixes=["TEMPORARY"],
)
ROWS = [
    {"id": 1, "direction": Direction.IN, "at": NOON, "said": SAID, "counts": True},
    {"id": 2, "direction": Direction.OUT, "at": None, "said": None, "counts": False},
    {"said": "in another order", "counts": None, "id": 3, "at": NOON, "direction": Direction.IN},
]


@pytest.fixture
def connection(database):
    connection = db.session.connection()
    seen.create(connection)
    yield connection
    db.session.rollback()


def stored(connection):
    return [tuple(row) for row in connection.execute(select(seen).order_by(seen.c.id))]


def test_many_rows_are_stored_as_sqlalchemy_stores_them(connection):
    insert_many(connection, insert(seen), ROWS)
    by_us = stored(connection)
    connection.execute(seen.delete())
    connection.execute(insert(seen), ROWS)
    assert by_us == stored(connection)
    assert by_us[0][1:4] == (NOON.astimezone(UTC), Direction.IN, SAID)


def test_rows_that_are_there_are_rewritten_where_the_statement_says_so(connection):
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(seen)
    rewriting = statement.on_conflict_do_update(
        index_elements=["id"], set_={"said": statement.excluded.said}
    )
    insert_many(connection, insert(seen), ROWS[:1])
    insert_many(connection, rewriting, [row | {"said": "anew"} for row in ROWS])
    assert [row.said for row in connection.execute(select(seen))] == ["anew"] * 3
    assert stored(connection)[0].count(NOON.astimezone(UTC)) == 1


def test_no_rows_ask_the_database_nothing(connection):
    insert_many(connection, insert(seen), [])
    assert stored(connection) == []


def test_what_the_database_refuses_is_told_as_ever(connection):
    with pytest.raises(IntegrityError):
        insert_many(connection, insert(seen), [ROWS[0], ROWS[0]])


def test_a_row_that_lacks_a_column_is_refused(connection):
    with pytest.raises(KeyError):
        insert_many(connection, insert(seen), [ROWS[0], {"id": 2}])
