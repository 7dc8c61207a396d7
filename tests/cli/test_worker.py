"""The worker, from the terminal."""

import subprocess
import sys
import time

import pytest

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.messages.queries import is_worker_alive

COMMAND = [sys.executable, "-c", "from eventsys.cli import main; main(['worker'])"]


def wait_for_worker():
    """Wait until the worker gave a sign of life."""
    until = time.monotonic() + 20
    while not is_worker_alive(db.session(), at=clock.now()):
        db.session().rollback()
        assert time.monotonic() < until
        time.sleep(0.05)


def test_on_sqlite_the_server_does_the_workers_work(installation, eventsys):
    ended = eventsys("worker")
    assert (ended.status, ended.errors) == (
        1,
        "Error: On SQLite one process writes: 'eventsys serve' sends the messages too.\n",
    )


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True, scope="session")
def test_on_postgresql_it_works_until_it_is_told_to_stop(installation, in_app):
    process = subprocess.Popen(COMMAND)
    try:
        wait_for_worker()
        process.terminate()
        assert process.wait(timeout=10) == 0
    finally:
        process.kill()
