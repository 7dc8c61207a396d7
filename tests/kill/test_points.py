"""Killed at named points; and controls, which show that the kill tests can fail."""

import sys
from dataclasses import replace
from random import Random

import pytest
from sqlalchemy import text

from eventsys.checkin.scans.operations import record_scans
from eventsys.core.db import transaction
from eventsys.events.queries import get_event
from tests.browser.server import serving
from tests.factories import (
    START,
    batch_of,
    make_account,
    make_device,
    make_scan,
)
from tests.kill.attempts import Answer, HandingIn, Registering
from tests.kill.conftest import wait_for_the_dead
from tests.kill.flawed import TELLS_TOO_EARLY
from tests.kill.held import read_held
from tests.kill.rush import DESKS, connected, prepare_rush

FLAWED = [sys.executable, "-m", "tests.kill.flawed"]
PHONE = DESKS


@pytest.fixture
def rush(opened):
    with opened(), transaction() as session:
        return prepare_rush(session, make_account(session), Random(1))


@pytest.fixture
def look(opened, rush):
    """Read what the event holds, past the server."""

    def read():
        with opened() as session:
            wait_for_the_dead(session)
            return read_held(session, rush.slug)

    return read


@pytest.mark.quick_on("postgresql")
@pytest.mark.parametrize(
    ("point", "is_stored"), [("after-insert", 0), ("before-commit", 0), ("after-commit", 1)]
)
def test_killed_at_a_point_a_registration_is_there_or_not(
    settings, rush, look, both_databases, point, is_stored
):
    asked = rush.lanes[0][0]
    assert isinstance(asked, Registering)
    with (
        serving(replace(settings, failpoint=point), FLAWED) as server,
        connected(server.url) as desk,
    ):
        assert asked.send(desk) is None
        server.kill()
    held = look()
    assert (len(held.families.get(asked.email, ())), rush.faults(held)) == (is_stored, [])
    with serving(settings) as server:
        assert rush.repeat(server.url, held) == []
    assert rush.faults(look()) == []


def test_control_a_server_that_answers_before_it_commits_is_found_out(settings, rush, look):
    with serving(replace(settings, failpoint=TELLS_TOO_EARLY), FLAWED) as server:
        rush.run_until_killed(server, lambda rush: rush.is_acknowledged.wait(20))
    faults = rush.faults(look())
    lost = [fault for fault in faults if "gone" in fault or "Answer" in fault]
    assert faults == lost != []


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM notice",
        "DELETE FROM ticket_state",
        "DELETE FROM scan",
        "UPDATE arrival SET inside = inside + 1",
        "DELETE FROM ticket WHERE id NOT IN (SELECT ticket_id FROM scan)",
        "UPDATE place_pool SET taken = taken - 1",
        "UPDATE place_pool SET capacity = 1",
        "UPDATE notice SET subject_id = 99",
    ],
)
def test_control_what_is_half_there_is_found(session, damage):
    rush = prepare_rush(session, make_account(session), Random(1))
    scan = make_scan(rush.lanes[PHONE][0].rows[0]["code"])
    phone = make_device(session, get_event(session, rush.slug))
    record_scans(session, phone.token, batch_of(scan), at=START)
    session.commit()
    rush.lanes = [scanned(scan), *rush.lanes]
    for leaving in rush.lanes[-1]:
        leaving.was_sent = True
    assert rush.faults(read_held(session, rush.slug)) == []
    session.execute(text(damage))
    session.commit()
    assert rush.faults(read_held(session, rush.slug)) != []


def scanned(scan):
    """Say that a phone was told that its scan is stored."""
    told = HandingIn(
        path="",
        headers={},
        kind="scan",
        rows=[{"scan_id": scan.row_id}],
        sent_at="",
        was_sent=True,
        answer=Answer(200, None),
    )
    return [told]
