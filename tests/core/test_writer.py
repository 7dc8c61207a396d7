"""Two ways to write, and what they promise under load."""

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from sqlalchemy import text

from eventsys.core.db import current_writer, db, transaction, write
from eventsys.core.errors import Busy
from eventsys.core.revision import current_revision, raise_revision
from eventsys.core.writer import LANES, Together, Waiting
from tests.databases import full_disk


def in_threads(app, operations):
    """Run operations at once, each in a thread and an application context of its own."""

    def run(operation):
        with app.app_context():
            try:
                return operation()
            except RuntimeError as error:
                return error

    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(run, operations))


def raise_and_tell(session):
    raise_revision(session)
    return current_revision(session)


def test_what_was_written_is_there_for_the_next_reader(database):
    before = current_revision(db.session())
    assert write(raise_and_tell) == before + 1
    assert current_revision(db.session()) == before + 1


def test_many_writers_lose_nothing(database):
    before = current_revision(db.session())
    told = in_threads(database, [lambda: write(raise_and_tell)] * 200)
    assert sorted(told) == list(range(before + 1, before + 201))


def test_a_failing_operation_takes_nothing_with_it(database):
    def fail(session):
        raise_revision(session)
        raise RuntimeError("halfway")

    before = current_revision(db.session())
    outcomes = in_threads(
        database,
        [(lambda: write(fail)) if n % 2 else (lambda: write(raise_and_tell)) for n in range(60)],
    )
    assert sum(isinstance(outcome, RuntimeError) for outcome in outcomes) == 30
    db.session.rollback()
    assert current_revision(db.session()) == before + 30


def test_back_office_and_hot_path_write_side_by_side(database):
    def in_transaction():
        with transaction() as session:
            return raise_and_tell(session)

    before = current_revision(db.session())
    operations = [in_transaction if n % 3 else (lambda: write(raise_and_tell)) for n in range(90)]
    assert sorted(in_threads(database, operations)) == list(range(before + 1, before + 91))


def test_a_transaction_that_fails_leaves_nothing(database):
    def fail():
        with transaction() as session:
            raise_revision(session)
            raise RuntimeError("halfway")

    before = current_revision(db.session())
    with pytest.raises(RuntimeError):
        fail()
    assert current_revision(db.session()) == before


def test_reading_goes_on_while_somebody_writes(in_app):
    begun, done = threading.Event(), threading.Event()

    def hold():
        with in_app.app_context(), transaction() as session:
            raise_revision(session)
            begun.set()
            done.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    begun.wait(10)
    try:
        assert current_revision(db.session()) == 1
    finally:
        done.set()
        holder.join()


def test_a_locked_database_says_busy_and_stores_nothing(in_app, monkeypatch):
    db.session.rollback()
    with db.engine.connect() as other:
        other.exec_driver_sql("ROLLBACK")
        other.exec_driver_sql("BEGIN EXCLUSIVE")
        with pytest.raises(Busy):
            write(raise_and_tell)
        with pytest.raises(Busy), transaction():
            pass
        other.exec_driver_sql("ROLLBACK")
    assert write(raise_and_tell) == 2


def test_a_turn_that_does_not_come_is_busy(in_app, monkeypatch):
    monkeypatch.setattr("eventsys.core.writer.PATIENCE_IN_SECONDS", 0.05)
    writer = current_writer()
    with writer.turn:
        with pytest.raises(Busy):
            write(raise_and_tell)
        with pytest.raises(Busy), transaction():
            pass


def test_sqlite_is_durable_and_strict(in_app):
    pragmas = ("journal_mode", "synchronous", "foreign_keys")
    values = [db.session().scalar(text(f"PRAGMA {name}")) for name in pragmas]
    assert values == ["wal", 2, 1]


def test_no_more_than_a_few_write_at_once(database):
    """Many at once would wait for each other's rows, and some of them for very long."""
    assert busiest(database) == (1 if db.engine.dialect.name == "sqlite" else LANES)


def busiest(database, about=""):
    """Let many write at once; tell how many were at it at the same time at the most."""
    counting = threading.Lock()
    present, most = 0, 0

    def come_and_go(session):
        nonlocal present, most
        with counting:
            present += 1
            most = max(most, present)
        session.execute(text("SELECT 1"))
        time.sleep(0.01)
        with counting:
            present -= 1

    in_threads(database, [lambda: write(come_and_go, about=about)] * 40)
    return most


def test_those_who_write_about_the_same_come_one_after_the_other(database):
    """They would wait for one row, each with a lane and a connection that others need."""
    assert busiest(database, about="fest") == 1


def test_a_line_that_stands_keeps_nobody_else_waiting(database):
    with current_writer().line("fest"):
        write(raise_and_tell, about="course")
        write(raise_and_tell)


def break_off(session):
    """Write until the disk is full, or lose the server in the middle."""
    raise_revision(session)
    if session.connection().dialect.name == "sqlite":
        rows = [{"text": f"{number} {'x' * 900}"} for number in range(2000)]
        session.execute(text("INSERT INTO big VALUES (:text)"), rows)
    else:
        session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))


@pytest.fixture
def big(database):
    """A table to fill the disk with."""
    with transaction() as session:
        session.execute(text("CREATE TABLE big (text TEXT PRIMARY KEY)"))
    db.session.remove()


@pytest.mark.usefixtures("big")
def test_a_database_that_breaks_off_says_busy_and_goes_on_later(database):
    before = current_revision(db.session())
    with full_disk(db.engine), pytest.raises(Busy):
        write(break_off)
    with full_disk(db.engine), pytest.raises(Busy), transaction() as session:
        break_off(session)
    db.session.remove()
    assert current_revision(db.session()) == before
    assert write(raise_and_tell) == before + 1


def raise_for_each(session, items):
    """Raise the revision for each item, and tell after which; a text is one too much."""
    told = []
    for item in items:
        raise_revision(session)
        told.append((item + 0, current_revision(session)))
    return told


def test_operations_of_one_kind_are_done_in_one_go(database):
    calls = []

    def note(session, items):
        calls.append(list(items))
        return raise_for_each(session, items)

    before = current_revision(db.session())
    db.session.remove()
    kinds = [*(Together(note, item) for item in range(3)), raise_and_tell, Together(note, 3)]
    group = [Waiting(each, Future()) for each in kinds]
    current_writer().run_group(group)
    told = [each.outcome.result() for each in group]
    assert calls == [[0, 1, 2], [3]]
    assert told == [
        *((item, before + 1 + item) for item in range(3)),
        before + 4,
        (3, before + 5),
    ]


def test_where_one_fails_the_others_are_done_alone(database):
    before = current_revision(db.session())
    db.session.remove()
    group = [Waiting(Together(raise_for_each, item), Future()) for item in (0, "x", 2)]
    current_writer().run_group(group)
    assert group[0].outcome.result() == (0, before + 1)
    assert isinstance(group[1].outcome.exception(), TypeError)
    assert group[2].outcome.result() == (2, before + 2)
    assert current_revision(db.session()) == before + 2


@pytest.mark.usefixtures("big")
def test_nobody_is_told_success_of_what_a_full_disk_took_back(database):
    """SQLite takes a whole transaction back then, with what others in the group had written."""
    before = current_revision(db.session())
    db.session.remove()
    group = [Waiting(each, Future()) for each in (raise_and_tell, break_off, raise_and_tell)]
    with full_disk(db.engine):
        current_writer().run_group(group)
    successes = [each for each in group if each.outcome.exception() is None]
    assert current_revision(db.session()) == before + len(successes)


def writers():
    return [each for each in threading.enumerate() if each.name == "writer"]


def test_a_writer_ends_with_its_engine_and_another_writes_what_comes_later(in_app):
    others = writers()
    before = write(raise_and_tell)
    [thread] = [each for each in writers() if each not in others]
    db.engine.dispose()
    thread.join(timeout=10)
    assert not thread.is_alive()
    assert write(raise_and_tell) == before + 1


def test_what_waits_when_a_writer_is_closed_is_done_and_what_comes_later_too(in_app):
    writer, before = current_writer(), current_revision(db.session())
    db.session.rollback()
    with writer.alone():  # nothing is done meanwhile
        waiting = [writer.join(raise_and_tell) for _ in range(100)]
        writer.close()
        writer.close()  # twice is once
        assert writer.join(raise_and_tell) is None
    told = [each.result(timeout=10) for each in waiting]
    assert told == list(range(before + 1, before + 101))
    assert writer.run(raise_and_tell) == before + 101
