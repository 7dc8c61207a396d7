"""The press: a child process that may be killed, may idle, and may be asked by many."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import pytest

from eventsys.documents.errors import PressFailed
from eventsys.documents.press import Press
from tests.documents.sheets import make_face, make_sheet


@pytest.fixture
def press():
    press = Press()
    yield press
    press.stop()


def job_of(sheet):
    return asdict(sheet) | {"made_at": 0}


JOB = job_of(make_sheet())


def test_one_child_serves_many_jobs(press):
    press.make("ticket.typ", JOB)
    child = press.child.pid
    press.make("ticket.typ", JOB)
    assert press.child.pid == child


def test_a_killed_child_is_replaced_and_the_job_done(press):
    before = press.make("ticket.typ", JOB)
    killed = press.child
    killed.kill()
    killed.wait()
    assert press.make("ticket.typ", JOB) == before
    assert press.child.pid != killed.pid


def test_a_child_killed_at_work_is_replaced_and_the_job_done(press):
    press.make("ticket.typ", JOB)
    many = job_of(make_sheet(*[make_face(number) for number in range(300)]))
    with ThreadPoolExecutor() as pool:
        outcome = pool.submit(press.make, "ticket.typ", many)
        time.sleep(0.1)
        os.kill(press.child.pid, signal.SIGKILL)
        assert outcome.result()[:5] == b"%PDF-"


def test_an_idle_child_ends_by_itself_and_another_is_started(press):
    press.idle_seconds = 0.2
    press.make("ticket.typ", JOB)
    idle = press.child
    assert idle.wait(5) == 0
    assert press.make("ticket.typ", JOB)[:5] == b"%PDF-"


def test_a_child_that_takes_too_long_is_ended(press):
    press.make("ticket.typ", JOB)
    press.limit_seconds = 0.2
    slow = press.child
    slow.send_signal(signal.SIGSTOP)
    with pytest.raises(PressFailed, match=r"^too slow$"):
        press.make("ticket.typ", JOB)
    assert slow.wait(5) == -signal.SIGKILL


def test_a_job_that_cannot_be_done_is_refused_without_quoting_it(press):
    with pytest.raises(PressFailed, match=r"^KeyError$"):
        press.make("ticket.typ", {"title": "Lise Hansen"})


def test_many_threads_each_get_their_own_document(press):
    jobs = [job_of(make_sheet(title=f"Event {number}")) for number in range(12)]
    alone = [press.make("ticket.typ", job) for job in jobs]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(lambda job: press.make("ticket.typ", job), jobs)) == alone


def test_the_child_knows_no_secret(press, monkeypatch):
    monkeypatch.setenv("EVENTSYS_SECRET_KEY", "there to leak")
    press.make("ticket.typ", JOB)
    assert b"leak" not in Path(f"/proc/{press.child.pid}/environ").read_bytes()
