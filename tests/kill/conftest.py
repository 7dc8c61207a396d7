"""An installation at a port of its own, opened only while it is read or prepared."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from eventsys.core.db import db
from eventsys.core.settings import Settings
from tests.browser.server import free_port
from tests.settings import make_settings

PATIENCE_IN_SECONDS = 10
OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)

Opened = Callable[[], AbstractContextManager[Session]]


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """An installation at a port of its own."""
    base_url = f"http://127.0.0.1:{free_port()}"
    return make_settings(tmp_path / "instance", database_url, base_url=base_url)


@pytest.fixture
def opened(app: Flask) -> Opened:
    """Open the database past the server; closed again, so that the server finds it as it fell."""

    @contextmanager
    def opening() -> Iterator[Session]:
        with app.app_context():
            try:
                yield db.session()
            finally:
                db.session.remove()
                db.engine.dispose()

    return opening


def wait_for_the_dead(session: Session) -> None:
    """Wait until PostgreSQL has ended what a killed server had under way."""
    if session.get_bind().dialect.name == "sqlite":
        return
    deadline = time.monotonic() + PATIENCE_IN_SECONDS
    while session.scalars(OTHERS).one():
        assert time.monotonic() < deadline, "PostgreSQL still serves a dead server"
        session.rollback()
        time.sleep(0.02)
