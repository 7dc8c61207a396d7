"""Clerks and people at once: work is begun once, and what was stopped stays stopped; controls."""

from threading import Barrier

from sqlalchemy import select, update

from eventsys.core.db import db, transaction, write
from eventsys.core.errors import Overtaken
from eventsys.core.keys import Purpose, keys
from eventsys.core.text import Language
from eventsys.events.queries import get_event
from eventsys.exchange.work.models import LongWork, WorkPiece
from eventsys.exchange.work.operations import (
    WorkRequest,
    ask,
    begin,
    finish,
    keep_piece,
    stop,
)
from eventsys.exchange.work.queries import oldest_due
from eventsys.exchange.work.rules import WorkKind, WorkState
from tests.exchange.work.conftest import ASKER, SLUG, look
from tests.factories import AT
from tests.registration.test_race import THREADS, at_once

PIECES = 40


def begin_one():
    return write(lambda session: begin(session, at=AT))


def test_eight_clerks_begin_work_once(database, asked):
    asked()
    begun = [each for each in at_once(database, *[begin_one] * THREADS) if each is not None]
    assert len(begun) == 1
    assert look()[0].tries == 1


def test_control_by_what_was_seen_before_all_eight_begin_it(database, asked):
    """The same race, judged by a look before it: the test above can fail."""
    asked()
    looked = Barrier(THREADS)

    def begin_as_seen():
        session = db.session()
        found = session.scalar(oldest_due(AT))
        session.rollback()
        looked.wait(20)
        with transaction() as writing:
            writing.execute(
                update(LongWork)
                .where(LongWork.id == found)
                .values(state=WorkState.WORKING, tries=LongWork.tries + 1)
            )
        return found

    assert len([each for each in at_once(database, *[begin_as_seen] * THREADS) if each]) == THREADS


def store(task):
    """Store a file piece by piece, as the clerk does."""
    for no in range(PIECES):
        if not write(lambda session, no=no: keep_piece(session, task, no, b"x", at=AT)):
            return False
    return write(lambda session: finish(session, task, PIECES, at=AT))


def stop_it(work_id):
    with transaction() as session:
        return stop(session, session.get_one(LongWork, work_id), at=AT, by=ASKER)


def test_what_is_stopped_while_it_is_stored_leaves_nothing(database, asked):
    work_id = asked()
    task = begin_one()
    at_once(database, lambda: store(task), lambda: stop_it(work_id))
    work, pieces = look()
    assert (work.state, pieces) == (WorkState.STOPPED, 0)


def test_control_pieces_stored_by_what_was_seen_stay_behind(database, asked):
    """The same, where a piece is stored because the work was seen to go on a moment ago."""
    work_id = asked()
    begin_one()
    looked, stopped = Barrier(2), Barrier(2)

    def store_as_seen():
        session = db.session()
        is_mine = session.get_one(LongWork, work_id).state is WorkState.WORKING
        session.rollback()
        looked.wait(20)
        stopped.wait(20)
        with transaction() as writing:
            if is_mine:
                sealed = keys().seal_bytes(Purpose.FILE, b"x")
                writing.add(WorkPiece(work_id=work_id, no=0, content_sealed=sealed))

    def stop_between():
        looked.wait(20)
        stop_it(work_id)
        stopped.wait(20)

    at_once(database, store_as_seen, stop_between)
    work, pieces = look()
    assert (work.state, pieces) == (WorkState.STOPPED, 1)


def test_eight_who_stop_it_at_once_stop_it_once(database, asked):
    work_id = asked()
    found = at_once(database, *[lambda: stop_it(work_id)] * THREADS)
    assert sorted(found) == [False] * (THREADS - 1) + [True]


def test_a_form_that_is_sent_eight_times_at_once_asks_once(database, asked):
    asked()

    def send():
        wanted = WorkRequest(
            kind=WorkKind.BADGES, language=Language.DANISH, subjects=[1], key="form"
        )
        try:
            with transaction() as session:
                ask(session, get_event(session, SLUG), wanted, at=AT, by=ASKER)
        except Overtaken:
            return "overtaken"
        return "asked"

    found = at_once(database, *[send] * THREADS)
    assert set(found) <= {"asked", "overtaken"}
    db.session.rollback()
    assert len(db.session.scalars(select(LongWork.id).filter_by(key="form")).all()) == 1
