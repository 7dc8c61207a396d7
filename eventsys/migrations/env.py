"""How Alembic reaches our tables."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection

migrate = current_app.extensions["migrate"]


def run(connection: Connection) -> None:
    """Run the migrations on a connection."""
    context.configure(
        connection=connection,
        target_metadata=migrate.db.metadata,
        render_as_batch=True,
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


@contextmanager
def keeping_rows(connection: Connection) -> Iterator[None]:
    """Let SQLite make a table anew without taking along the rows that refer to the old one."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        yield
        return
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        broken = driver.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"rows refer to what is not there: {broken[:3]}")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


with migrate.db.engine.connect() as connection, keeping_rows(connection):
    run(connection)
