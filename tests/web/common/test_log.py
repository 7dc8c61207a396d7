"""Logs say what happened and where, and nothing of whom it happened to."""

import logging
import sys
import time
from io import StringIO

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from eventsys.core.db import db
from eventsys.web.common.log import GatheringHandler, JsonLines, set_up_logging, trace_of

NAME = "fatima@example.dk"


@pytest.fixture
def logging_as_served():
    """Log as `serve` does, and put back how tests log."""
    root, ours = logging.getLogger(), logging.getLogger("eventsys")
    before = root.handlers[:], root.level, ours.level
    set_up_logging()
    yield
    root.handlers[:] = before[0]
    root.setLevel(before[1])
    ours.setLevel(before[2])


def fault_with_name():
    try:
        int(NAME)
    except ValueError as error:
        raise RuntimeError(NAME) from error


def test_a_trace_tells_kinds_and_places_but_no_words():
    with pytest.raises(RuntimeError) as caught:
        fault_with_name()
    trace = trace_of(caught.value)
    assert trace.count("in fault_with_name") == 2
    assert [line for line in trace.splitlines() if not line.startswith(" ")] == [
        "ValueError",
        "RuntimeError",
    ]
    assert NAME not in trace


@pytest.mark.usefixtures("logging_as_served")
def test_libraries_tell_no_addresses_of_accounts():
    assert not logging.getLogger("flask-limiter").isEnabledFor(logging.INFO)
    assert logging.getLogger("eventsys.requests").isEnabledFor(logging.INFO)


def test_a_database_that_complains_does_not_repeat_values(database):
    with pytest.raises(DBAPIError) as complaint:
        db.session().execute(text("SELECT :name FROM nowhere"), {"name": NAME})
    assert NAME not in str(complaint.value)


def test_a_record_is_one_line_whatever_it_holds():
    record = logging.LogRecord("x", logging.INFO, "", 1, "a\nb \u2028", (), sys.exc_info())
    assert JsonLines().format(record).count("\n") == 0


def written_by(stream, text):
    deadline = time.monotonic() + 5
    while text not in stream.getvalue() and time.monotonic() < deadline:
        time.sleep(0.01)
    return stream.getvalue()


def test_lines_are_gathered_and_written_soon_and_a_warning_at_once():
    handler = GatheringHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    handler.stream = StringIO()
    for number, level in enumerate((logging.INFO, logging.INFO, logging.WARNING)):
        handler.handle(logging.LogRecord("x", level, "", 1, f"line {number}", (), None))
    assert handler.stream.getvalue() == "line 0\nline 1\nline 2\n"
    handler.handle(logging.LogRecord("x", logging.INFO, "", 1, "line 3", (), None))
    assert written_by(handler.stream, "line 3") == "line 0\nline 1\nline 2\nline 3\n"
