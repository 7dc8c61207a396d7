"""Each night the sums of arrivals are compared with the facts, and set right where they differ."""

from datetime import UTC, datetime, timedelta

import pytest

from eventsys.checkin.arrivals.queries import (
    count_mended,
    find_differences,
    find_last_proof,
    list_arrivals,
)
from eventsys.checkin.models import Arrival
from eventsys.checkin.scans.operations import record_scans
from eventsys.core.db import db, transaction
from eventsys.events.queries import list_occasions
from eventsys.messages import proving
from eventsys.messages.proving import prove_sums
from tests.factories import (
    START,
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_family,
    make_scan,
)

NIGHT = datetime(2026, 5, 12, 1, 5, tzinfo=UTC)  # five past three in Copenhagen


@pytest.fixture
def occasion_id(database):
    """Two were admitted yesterday."""
    with transaction() as session:
        event = make_event(session)
        codes = [each.code for each in codes_of(session, make_family(session, event, 2))]
        token = make_device(session, event, "Nord").token
        scans = batch_of(*(make_scan(code) for code in codes))
        record_scans(session, token, scans, at=START)
        [occasion] = list_occasions(session, event)
        return occasion.id


def admitted(occasion_id):
    return sum(each.admitted for _, each in list_arrivals(db.session(), [occasion_id]))


def spoil():
    with transaction() as session:
        session.query(Arrival).update({"admitted": 9})


def test_right_sums_are_left_alone_and_the_night_is_written_down(occasion_id):
    prove_sums(NIGHT)
    proof = find_last_proof(db.session())
    assert (proof.day.isoformat(), proof.occasions, proof.wrong) == ("2026-05-12", 1, 0)
    assert proof.ended_at == NIGHT
    assert admitted(occasion_id) == 2


def test_wrong_sums_are_set_right_and_that_is_said(occasion_id, caplog):
    spoil()
    prove_sums(NIGHT)
    assert find_last_proof(db.session()).wrong == 7
    assert count_mended(db.session(), occasion_id, since=START) == 7
    assert find_differences(db.session(), [occasion_id]) == {}
    assert admitted(occasion_id) == 2
    assert [each.levelname for each in caplog.records] == ["ERROR"]


def test_a_scan_stored_between_two_looks_is_no_alarm(occasion_id, monkeypatch, caplog):
    monkeypatch.setattr(proving, "find_differences", lambda *_: {occasion_id: "stale"})
    prove_sums(NIGHT)
    assert find_last_proof(db.session()).wrong == 0
    assert count_mended(db.session(), occasion_id, since=START) == 0
    assert caplog.records == []


def test_it_is_done_once_a_night_and_not_before_three(occasion_id):
    prove_sums(NIGHT - timedelta(minutes=10))
    assert find_last_proof(db.session()) is None
    prove_sums(NIGHT)
    spoil()
    prove_sums(NIGHT + timedelta(hours=2))
    assert find_last_proof(db.session()).wrong == 0
    prove_sums(NIGHT + timedelta(days=1))
    assert find_last_proof(db.session()).wrong == 7
