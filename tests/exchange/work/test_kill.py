"""A clerk killed at a named point leaves a whole file or none, and never one twice; a control."""

import json
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from eventsys.core.db import db
from eventsys.exchange.work.queries import read_pieces
from eventsys.exchange.work.rules import LEASE, WorkState
from tests.exchange.work.conftest import look
from tests.factories import AT

ROOT = Path(__file__).resolve().parents[3]
KILLED = -signal.SIGKILL
NUMBER = 30
LATER = AT + LEASE + timedelta(minutes=2)
pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def run_clerk(database, settings):
    def run(at, failpoint=None):
        db.session.remove()
        orders = {
            "instance": str(settings.instance),
            "database_url": settings.database_url,
            "failpoint": failpoint,
            "at": at.isoformat(),
        }
        clerk = subprocess.run(
            [sys.executable, "-m", "tests.exchange.work.dying_clerk"],
            input=json.dumps(orders),
            text=True,
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        assert clerk.returncode in {0, KILLED}, clerk.stderr
        return clerk.returncode

    return run


def content():
    work, _ = look()
    return b"".join(read_pieces(db.session(), work))


@pytest.mark.quick_on("postgresql")
@pytest.mark.parametrize("point", ["work-begun", "work-slice-done:2", "work-piece-kept:2"])
def test_killed_before_its_end_it_is_made_anew_and_stored_once(run_clerk, asked, point):
    asked(NUMBER)
    assert run_clerk(AT, point) == KILLED
    assert look()[0].state is WorkState.WORKING
    assert run_clerk(AT) == 0
    assert look()[0].state is WorkState.WORKING, "its lease is not over"
    assert run_clerk(LATER) == 0
    work, pieces = look()
    assert (work.state, work.tries, len(content())) == (WorkState.DONE, 2, work.size)
    assert pieces > 1
    assert len(PdfDocument(content())) == NUMBER


@pytest.mark.quick_on("sqlite")
def test_killed_after_its_end_it_is_not_made_again(run_clerk, asked):
    asked(NUMBER)
    assert run_clerk(AT, "work-finished") == KILLED
    before = content()
    assert run_clerk(LATER) == 0
    work, _ = look()
    assert (work.state, work.tries, content()) == (WorkState.DONE, 1, before)


@pytest.mark.quick_on("sqlite")
def test_control_what_a_dead_clerk_has_stored_is_half_a_file(run_clerk, asked):
    """The same death: taken for the file, what lies there would be torn. The test can fail."""
    asked(NUMBER)
    run_clerk(AT, "work-piece-kept:2")
    assert look()[1] == 2
    assert not content().rstrip().endswith(b"%%EOF")
