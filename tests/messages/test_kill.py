"""The worker killed between a server's 250 and its own commit: one duplicate, with the same id."""

import json
import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlalchemy import select, update

from eventsys.core.db import db, transaction
from eventsys.core.outbox import Notice
from eventsys.core.principal import SYSTEM
from eventsys.events.operations import cancel
from eventsys.messages.broadcasts.operations import send_broadcast
from eventsys.messages.composing.operations import MANY
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.messages.rules import LEASE
from eventsys.registration.rules import Channel, Contact
from tests.broadcasts import make_broadcast
from tests.factories import AT, make_event, make_registration
from tests.messages.dying_worker import main as work
from tests.messages.server import Desk, mail_server

ROOT = Path(__file__).resolve().parents[2]
KILLED = -signal.SIGKILL


@pytest.fixture
def office(tmp_path):
    """A mail server, and how a worker in a process of its own is run against it."""
    desk = Desk()
    with mail_server(desk, tmp_path) as (address, _):
        yield desk, address, tmp_path / "certificate.pem"


@pytest.fixture
def run_worker(database, settings, office):
    _, address, certificate = office

    def run(at, failpoint=None):
        orders = {
            "instance": str(settings.instance),
            "database_url": settings.database_url,
            "certificate": str(certificate),
            "smtp_url": address,
            "failpoint": failpoint,
            "at": at.isoformat(),
            "slice": 5,
        }
        if failpoint is None:  # nothing kills it: it needs no process of its own
            work(orders)
            return 0
        worker = subprocess.run(
            [sys.executable, "-m", "tests.messages.dying_worker"],
            input=json.dumps(orders),
            text=True,
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        assert worker.returncode in {0, KILLED}, worker.stderr
        return worker.returncode

    return run


def cancel_a_party(number):
    """Cancel an event at which many are registered, all of them confirmed long ago."""
    with transaction() as session:
        event = make_event(session, capacity=None)
        for index in range(number):
            contact = Contact(name="A", channel=Channel.EMAIL, email=f"p{index}@example.org")
            make_registration(session, event, "A", contact=contact)
        session.execute(update(Notice).values(composed_at=AT))
        cancel(session, event, at=AT, by=SYSTEM)


def register(number):
    with transaction() as session:
        event = make_event(session)
        for _ in range(number):
            make_registration(session, event)


def ids_of(desk):
    mails = (message_from_bytes(each, policy=policy.default) for each in desk.taken)
    return Counter(str(mail["Message-ID"]) for mail in mails)


def states():
    db.session.rollback()
    return Counter(db.session.scalars(select(OutboxMessage.state)))


@pytest.mark.quick_on("postgresql")
def test_a_worker_killed_after_the_250_sends_one_duplicate_with_the_same_id(run_worker, office):
    register(1)
    assert run_worker(AT, "mail-sent") == KILLED
    assert states() == {MessageState.SENDING: 1}
    run_worker(AT + timedelta(minutes=1))
    assert sum(ids_of(office[0]).values()) == 1, "the lease was not kept"
    run_worker(AT + LEASE)
    run_worker(AT + 2 * LEASE)
    assert list(ids_of(office[0]).values()) == [2]
    assert states() == {MessageState.SENT: 1}


@pytest.mark.quick_on("postgresql")
def test_control_without_a_fixed_id_the_duplicate_is_a_second_message(run_worker, office):
    register(1)
    run_worker(AT, "mail-sent")
    with transaction() as session:
        session.scalars(select(OutboxMessage)).one().message_id = "<another@localhost>"
    run_worker(AT + LEASE)
    assert list(ids_of(office[0]).values()) == [1, 1]


@pytest.mark.quick_on("sqlite")
def test_a_bulk_is_finished_whatever_kills_the_worker_on_the_way(run_worker, office):
    register(17)
    kills, at = 0, AT
    while run_worker(at, "mail-sent:8") == KILLED:
        kills, at = kills + 1, at + LEASE
    ids = ids_of(office[0])
    assert (kills, len(ids), sum(ids.values()), states()) == (
        2,
        17,
        17 + kills,
        {MessageState.SENT: 17},
    )
    assert max(ids.values()) == 2


SOME = [(MANY + 10, "composed"), (30, "mail-sent:12")]  # the first in two slices
LONG = pytest.mark.long
ALL = [pytest.param(741, point, marks=LONG) for point in ("composed:3", "mail-sent:300")]


@pytest.mark.quick_on("postgresql")
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("number", "failpoint"), [*SOME, *ALL])
def test_a_cancellation_reaches_everybody_whenever_the_worker_is_killed(
    run_worker, office, number, failpoint
):
    cancel_a_party(number)
    assert run_worker(AT, failpoint) == KILLED
    assert run_worker(AT + LEASE) == 0
    ids = ids_of(office[0])
    mails = (message_from_bytes(each, policy=policy.default) for each in office[0].taken)
    recipients = Counter(str(mail["To"]) for mail in mails)
    assert (len(ids), len(recipients), states()) == (number, number, {MessageState.SENT: number})
    duplicates = 1 if failpoint.startswith("mail") else 0
    assert (sum(ids.values()), max(recipients.values())) == (number + duplicates, 1 + duplicates)


def write_to_all(number):
    """Send a broadcast to many who were confirmed long ago."""
    with transaction() as session:
        event = make_event(session, capacity=None)
        for index in range(number):
            contact = Contact(name="A", channel=Channel.EMAIL, email=f"p{index}@example.org")
            make_registration(session, event, "A", contact=contact)
        session.execute(update(Notice).values(composed_at=AT))
        send_broadcast(session, make_broadcast(session, event), AT, at=AT, by=SYSTEM)


@pytest.mark.quick_on("sqlite")
@pytest.mark.parametrize("failpoint", ["slice-made:3", "slice-stored:3", "mail-sent:3"])
def test_a_broadcast_reaches_everybody_once_whenever_the_worker_is_killed(
    run_worker, office, failpoint
):
    """It is made in five slices of at most five; the worker dies when two or three are made."""
    write_to_all(23)
    assert run_worker(AT, failpoint) == KILLED
    made = sum(states().values())
    assert made in {10, 15}, "it was to die in the middle"
    assert run_worker(AT + LEASE) == 0
    ids = ids_of(office[0])
    duplicates = 1 if failpoint.startswith("mail") else 0
    mails = (message_from_bytes(each, policy=policy.default) for each in office[0].taken)
    recipients = {str(mail["To"]) for mail in mails}
    assert (len(ids), len(recipients), states()) == (23, 23, {MessageState.SENT: 23})
    assert sum(ids.values()) == 23 + duplicates
