"""A backup that was put back: nothing leaves twice, and the log goes on where it ends."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import delete, select, update

from eventsys.core import clock
from eventsys.core.audit import AuditEntry
from eventsys.core.audit_anchor import read_anchor
from eventsys.core.audit_chain import examine, find_tip, holds
from eventsys.core.db import db, transaction
from eventsys.exchange.webhooks.courier.courier import Courier
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.messages.rounds import Rounds
from eventsys.messages.worker import Worker
from tests.cli.test_doctor import levels
from tests.databases import path_of
from tests.exchange.webhooks.conftest import make_receiver
from tests.exchange.webhooks.server import serving
from tests.factories import make_event, make_registration
from tests.messages.conftest import Shelf, make_scribe
from tests.settings import BASE_URL


class World:
    """An installation at work: mail that leaves, news that leave, and a log that is sealed."""

    def __init__(self, installation, partner):
        self.settings, self.partner, self.shelf = installation, partner, Shelf()
        self.file = path_of(installation.database_url)

    def register(self, name):
        at = clock.now()
        with transaction() as session:
            make_registration(session, make_event(session, at=at, days=(30,)), name, at=at)

    def go_on(self):
        """Let the worker and the courier do all that there is to do."""
        rounds = Rounds(BASE_URL, instance=self.settings.instance)
        worker = Worker(scribe=make_scribe(), post=self.shelf, texts=Shelf(), rounds=rounds)
        courier = Courier(sender=self.partner.sender())
        while worker.work(clock.now()) + courier.work(clock.now()):
            pass

    def left(self):
        """Count what left: mail, and news."""
        return len(self.shelf.taken), len(self.partner.requests)

    def back_up(self, to):
        with closing(sqlite3.connect(self.file)) as now, closing(sqlite3.connect(to)) as backup:
            now.backup(backup)

    def put_back(self, backup):
        db.session.remove()
        db.engine.dispose()
        for each in self.file.parent.glob(f"{self.file.name}*"):
            each.unlink()
        self.file.write_bytes(backup.read_bytes())


@pytest.fixture
def world(installation, in_app, tmp_path):
    with serving(tmp_path) as partner:
        yield World(installation, partner)


@pytest.fixture
def put_back(world, tmp_path):
    """A day: a backup is made with mail and news under way, all leaves, and the backup is back."""
    with transaction() as session:
        make_receiver(session, at=clock.now())
    world.go_on()
    world.register("Amina")
    backup = tmp_path / "backup.sqlite3"
    world.back_up(backup)
    world.go_on()
    world.register("Bo")
    world.go_on()
    before = world.left()
    assert min(before) >= 2
    world.put_back(backup)
    return before


def test_what_left_before_a_backup_was_put_back_does_not_leave_again(world, put_back, eventsys):
    ended = eventsys("db restored")
    assert (ended.status, ended.errors) == (0, "")
    world.go_on()
    assert world.left() == put_back
    again = eventsys("doctor")
    assert (again.status, levels(again)["audit log"], levels(again)["outbox"]) == (0, "OK", "WARN")
    assert "nothing leaves since" in again.output


def test_control_without_the_command_all_leaves_again_and_the_doctor_says_what_to_do(
    world, put_back, eventsys
):
    """The same day, and nobody says that a backup was put back: the test above can fail."""
    world.go_on()
    mail, news = world.left()
    assert mail > put_back[0]
    assert news > put_back[1]
    ended = eventsys("doctor")
    assert (ended.status, levels(ended)["audit log"]) == (1, "FAIL")
    assert "run 'eventsys db restored'" in ended.output


def test_the_log_goes_on_and_tells_what_was_lost(world, put_back, eventsys):
    former = read_anchor(world.settings.instance)
    ended = eventsys("db restored")
    assert f"it had come to {former.number}" in ended.output
    kept = world.settings.instance / f"audit-anchor-{former.number}"
    assert kept.read_text() == f"{former.number} {former.chain_hash}\n"
    session = db.session()
    assert examine(session).broken is None
    anchor = read_anchor(world.settings.instance)
    assert (anchor, holds(session, anchor)) == (find_tip(session), True)
    [entry] = session.scalars(select(AuditEntry).filter_by(verb="put back"))
    assert f'"lost link": {former.number}' in (entry.details or "")


def test_said_twice_it_is_harmless(world, put_back, eventsys):
    eventsys("db restored")
    ended = eventsys("db restored")
    assert (ended.status, "goes on after link" in ended.output) == (0, False)
    assert levels(eventsys("doctor"))["audit log"] == "OK"


def test_what_was_being_sent_when_the_backup_was_made_is_uncertain(world, eventsys):
    world.register("Amina")
    world.go_on()
    with transaction() as session:
        session.execute(update(OutboxMessage).values(state=MessageState.SENDING))
    ended = eventsys("db restored")
    assert "may have left, or not: 1." in ended.output
    db.session.rollback()
    assert db.session.scalars(select(OutboxMessage.state)).all() == [MessageState.UNCERTAIN]


def test_a_log_that_was_tampered_with_is_not_taken_for_a_backup(world, eventsys):
    for name in ("Amina", "Bo"):
        world.register(name)
    world.go_on()
    anchor = read_anchor(world.settings.instance)
    with transaction() as session:
        session.execute(delete(AuditEntry).where(AuditEntry.chain_no == 1))
    ended = eventsys("db restored")
    assert (ended.status, "does not fit" in ended.errors) == (1, True)
    assert read_anchor(world.settings.instance) == anchor
