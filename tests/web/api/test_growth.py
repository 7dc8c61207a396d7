"""Version 1 of the API only grows: what a program could once send and read, it still can."""

import pytest

from tests.promises import FILE, broken, promises_of


@pytest.fixture
def current(client):
    """What the API promises today."""
    return promises_of(client.get("/api/v1/openapi.json").json)


@pytest.fixture
def promised():
    """What it has promised so far."""
    return set(FILE.read_text(encoding="utf-8").splitlines())


def test_what_was_promised_is_kept(promised, current):
    assert len(promised) > 300
    assert broken(promised, current) == set()


def test_what_is_new_is_promised(promised, current):
    assert current - promised == set(), "run '.venv/bin/python -m tests.tools.promises'"


@pytest.mark.parametrize(
    "line",
    [
        "GET /roster",
        "GET /events takes query limit",
        "POST /scans takes .scans",
        "GET /events/{slug} gives .left",
        "GET /events/{slug} gives .left always",
        "GET /events gives .items[].status = cancelled",
    ],
)
def test_control_whatever_is_taken_out_is_noticed(promised, current, line):
    assert broken(promised, current - {line}) == {line}


def test_control_a_field_that_must_be_sent_all_of_a_sudden_is_noticed(promised, current):
    line = "POST /events takes .colour must be sent"
    assert broken(promised, current | {line}) == {line}
    assert (
        broken(promised, current | {"POST /new", "POST /new takes .colour must be sent"}) == set()
    )
