"""The worker, from the terminal."""

import subprocess
import sys
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventsys.cli.worker import worker_of
from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.principal import SYSTEM
from eventsys.exchange.imports.models import ImportRun
from eventsys.exchange.imports.operations import keep_draft
from eventsys.exchange.imports.rules import ImportFile, ImportKind
from eventsys.messages.queries import is_worker_alive
from tests.factories import make_event

COMMAND = [sys.executable, "-c", "from eventsys.cli import main; main(['worker'])"]


def wait_for_worker():
    """Wait until the worker gave a sign of life."""
    until = time.monotonic() + 20
    while not is_worker_alive(db.session(), at=clock.now()):
        db.session().rollback()
        assert time.monotonic() < until
        time.sleep(0.05)


def test_lists_that_nobody_saved_are_forgotten_after_a_day(in_app, settings):
    at = clock.now()
    with transaction() as session:
        event = make_event(session, at=at)
        file = ImportFile(name="liste.csv", digest="0", heads=["Navn"], rows=[(2, ["Amina"])])
        for hours in (23, 24):
            made = at - timedelta(hours=hours)
            keep_draft(session, ImportKind.PEOPLE, event, file, at=made, by=SYSTEM)
    worker_of(settings).rounds.go(at)
    worker_of(settings).rounds.go(at)
    assert db.session().scalars(select(ImportRun.id)).all() == [1]


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
