"""The fixtures of the house; docs/develop.md says how they are used."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, url_for
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from eventsys import create_app
from eventsys.core.db import db
from eventsys.core.settings import Settings
from tests.client import HouseClient, prepare
from tests.databases import PostgresDatabases, SqliteDatabases, postgres_server
from tests.known_rules import use_known_rules
from tests.parts import miss
from tests.settings import BASE_URL, make_settings

use_known_rules()

BACKENDS = [pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.postgres)]
ON_BOTH = {"session", "database", "both_databases"}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how much the sweeps of pages looked at."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    for report in reports:
        for name, value in report.user_properties:
            if name == "sweep" and report.when == "call":
                terminalreporter.write_line(str(value))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what touches the database by itself on both kinds, and the rest on SQLite alone."""
    if ON_BOTH & set(metafunc.fixturenames):
        backends = [timed(metafunc.definition, each) for each in BACKENDS]
        metafunc.parametrize("backend", backends, indirect=True, scope="session")


def timed(definition: pytest.Item, backend: pytest.ParameterSet) -> pytest.ParameterSet:
    """Leave a database to the long run if the test is `quick_on` another one."""
    quick = definition.get_closest_marker("quick_on")
    if quick is None or quick.args == backend.values:
        return backend
    return pytest.param(*backend.values, marks=[*backend.marks, pytest.mark.long])


@pytest.fixture(scope="session")
def backend(request: pytest.FixtureRequest) -> str:
    """The kind of database: sqlite or postgresql."""
    return getattr(request, "param", "sqlite")


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    """Where SQLite databases come from."""
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresDatabases]:
    """Where PostgreSQL databases come from; one server for each process of the tests."""
    try:
        with postgres_server() as server:
            databases = PostgresDatabases(server, tmp_path_factory.mktemp("postgresql"))
            yield databases
            databases.drop_all()
    except ImportError:
        miss("PostgreSQL is missing: run 'make setup-test', or set EVENTSYS_TEST_POSTGRES_URL.")


@pytest.fixture(scope="session")
def databases(backend: str, request: pytest.FixtureRequest) -> SqliteDatabases | PostgresDatabases:
    """Where databases of the test's kind come from."""
    name = "sqlite_databases" if backend == "sqlite" else "postgres_databases"
    return request.getfixturevalue(name)


@pytest.fixture(scope="session")
def quiet_engine(databases: SqliteDatabases | PostgresDatabases) -> Iterator[Engine]:
    """An engine on a database in which nothing is ever committed."""
    engine = create_engine(databases.copy())
    yield engine
    engine.dispose()


@pytest.fixture
def session(quiet_engine: Engine) -> Iterator[Session]:
    """A session in a transaction that is rolled back; no application. On both databases."""
    with quiet_engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            yield session
        transaction.rollback()


@pytest.fixture
def database_url(databases: SqliteDatabases | PostgresDatabases) -> Iterator[str]:
    """The address of a throw-away database with all tables."""
    url = databases.copy()
    yield url
    databases.drop(url)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """The settings of one test's installation."""
    return make_settings(tmp_path / "instance", database_url)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application on a throw-away database."""
    app = create_app(settings)
    prepare(app)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> HouseClient:
    """A browser without a screen; it judges every page it gets."""
    return HouseClient(app, app.response_class)


@pytest.fixture
def in_app(app: Flask) -> Iterator[Flask]:
    """The application with its context pushed, for `transaction()` and `write()`."""
    with app.app_context():
        yield app


@pytest.fixture
def database(in_app: Flask) -> Flask:
    """The same as `in_app`, on both databases."""
    return in_app


@pytest.fixture
def both_databases(backend: str) -> None:
    """Lets a test of pages run on both databases."""


@pytest.fixture
def url(app: Flask) -> Callable[..., str]:
    """Tell the path of an endpoint: `url("public.event", lang="da", slug="fest")`."""

    def path(endpoint: str, **values: Any) -> str:
        with app.test_request_context(base_url=BASE_URL):
            return url_for(endpoint, **values)

    return path
