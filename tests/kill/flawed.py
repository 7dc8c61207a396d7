"""`eventsys serve` with a flaw, or with points at which it dies: `python -m tests.kill.flawed`.

EVENTSYS_FAILPOINT is `answer-before-commit`, `disk-full` (as long as the instance holds a file of
the name FULL), or one of the points on a registration's way through
the database: `after-insert`, `before-commit`, `after-commit`.
"""

import sqlite3
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, Pool

from eventsys.cli.serve import HOST, load, server_at
from eventsys.core.failpoint import Failpoint
from eventsys.core.settings import Settings, load_settings
from eventsys.core.writer import Waiting, Writer, attempt

TELLS_TOO_EARLY = "answer-before-commit"
DISK_FULL = "disk-full"
FULL = "the-disk-is-full"
ENDLESS = 2**30
LATE_IN_SECONDS = 3
REGISTERS = "INSERT INTO registration "


def tell_before_commit(writer: Writer, group: list[Waiting]) -> None:
    """Do what must never be done: tell the outcomes, and commit much later."""
    with writer.alone(), writer.connection() as connection:
        for waiting in group:
            result, failure = attempt(waiting.operation, connection)
            if failure is None:
                waiting.outcome.set_result(result)
            else:
                waiting.outcome.set_exception(failure)
        time.sleep(LATE_IN_SECONDS)
        connection.commit()


def die_on_the_way(failpoint: Failpoint) -> None:
    """Lay the points on the way of each transaction that writes a registration."""

    def note_insert(connection, cursor, statement, *_):
        if statement.startswith(REGISTERS):
            connection.info["registers"] = True
            failpoint.passing("after-insert")

    def note_commit(connection):
        if connection.info.get("registers"):
            connection.info["commits"] = True
            failpoint.passing("before-commit")

    def note_end(_: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        if entry.info.pop("commits", False):
            failpoint.passing("after-commit")
        entry.info.pop("registers", None)

    event.listen(Engine, "after_cursor_execute", note_insert)
    event.listen(Engine, "commit", note_commit)
    event.listen(Pool, "checkin", note_end)


def fill_when_told(flag: Path) -> None:
    """Let SQLite's file grow no further while a file of this name is there."""

    def limit(connection: DBAPIConnection, *_: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            [(pages,)] = connection.execute("PRAGMA page_count")
            most = pages if flag.exists() else ENDLESS
            connection.execute(f"PRAGMA max_page_count={most}")

    event.listen(Pool, "checkout", limit)


def load_flawed(settings: Settings) -> Flask:
    """Make the application in the process that serves, with its flaw."""
    if settings.failpoint == DISK_FULL:
        fill_when_told(settings.instance / FULL)
    elif settings.failpoint == TELLS_TOO_EARLY:
        pytest.MonkeyPatch().setattr(Writer, "run_group", tell_before_commit)
    else:
        die_on_the_way(Failpoint(settings.failpoint))
    return load(settings)


def main() -> None:
    """Serve at the port that the last argument names."""
    settings = load_settings()
    server = server_at(HOST, int(sys.argv[-1]))
    server.serve(target_loader=partial(load_flawed, settings), wrap_loader=False)


if __name__ == "__main__":
    main()
