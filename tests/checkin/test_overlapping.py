"""A phone may send what it holds twice at once, in any order."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from eventsys.checkin.models import Scan
from eventsys.checkin.scans.operations import record_scans
from eventsys.core import clock
from eventsys.core.db import db, transaction, write
from tests.factories import batch_of, make_device, make_event, make_scan

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
