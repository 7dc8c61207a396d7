"""A phone may send what it holds twice at once, in any order."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import select

from eventsys.checkin.arrivals.queries import find_differences
from eventsys.checkin.devices import queries
from eventsys.checkin.models import Scan
from eventsys.checkin.scans.operations import record_scans
from eventsys.checkin.tallies.operations import record_tallies
from eventsys.core import clock
from eventsys.core.db import db, transaction, write
from eventsys.events.queries import list_occasions
from tests.factories import (
    batch_of,
    codes_of,
    make_device,
    make_event,
    make_family,
    make_scan,
    make_tally,
)

ROUNDS = 5


def test_overlapping_batches_in_opposite_order_store_each_scan_once(database):
    at = clock.now()
    with transaction() as session:
        event = make_event(session, at=at)
        tokens = [make_device(session, event, at=at).token for _ in range(2)]
    for _ in range(ROUNDS):
        rows = [make_scan("nobody's", at) for _ in range(300)]
        begin = Barrier(2)

        def send(token, rows, begin=begin):
            with database.app_context():
                begin.wait(20)
                batch = batch_of(*rows, sent_at=at)
                return len(write(lambda session: record_scans(session, token, batch, at=at)))

        with ThreadPoolExecutor(2) as pool:
            sent = [
                pool.submit(send, tokens[0], rows),
                pool.submit(send, tokens[1], rows[::-1]),
            ]
            assert [each.result(30) for each in sent] == [300, 300]
    assert db.session().query(Scan).count() == 300 * ROUNDS


def together(app, *sendings):
    """Send batches at the same moment, each from a thread of its own."""
    begin = Barrier(len(sendings))

    def send(record, token, rows, at):
        with app.app_context():
            begin.wait(20)
            batch = batch_of(*rows, sent_at=at)
            write(lambda session: record(session, token, batch, at=at))

    with ThreadPoolExecutor(len(sendings)) as pool:
        for each in [pool.submit(send, *sending) for sending in sendings]:
            each.result(30)


def unequal_sums(app, rounds):
    """Let a phone count and take back, and two phones scan the same tickets, all at once."""
    at = clock.now()
    with transaction() as session:
        event = make_event(session, at=at)
        one, two = (make_device(session, event, at=at).token for _ in range(2))
        codes = [each.code for each in codes_of(session, make_family(session, event, 9, at=at))]
        occasions = [each.id for each in list_occasions(session, event)]
    for _ in range(rounds):
        tallies = [make_tally(at) for _ in range(100)]
        undoings = [make_tally(at, undoes=row.row_id) for row in tallies[::2]]
        scans = [make_scan(code, at) for code in codes]
        together(
            app,
            (record_tallies, one, tallies, at),
            (record_tallies, one, undoings + tallies[:9], at),
            (record_scans, one, scans, at),
            (record_scans, two, scans[::-1], at),
        )
        yield find_differences(db.session(), occasions)
        db.session.rollback()


def test_batches_that_come_at_once_leave_the_sums_equal_to_the_facts(database):
    assert not any(unequal_sums(database, ROUNDS))


def test_control_only_one_turn_to_write_spares_holding_the_phones(database, monkeypatch):
    monkeypatch.setattr(queries, "HOLD", select(queries.devices.c.id).limit(1))
    has_one_turn = db.engine.dialect.name == "sqlite"
    rounds = ROUNDS if has_one_turn else 20 * ROUNDS
    assert any(unequal_sums(database, rounds)) is not has_one_turn
