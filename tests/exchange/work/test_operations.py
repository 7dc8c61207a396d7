"""Long work is taken on, done, stopped and forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from eventsys.core.audit import AuditEntry
from eventsys.exchange.work.errors import NothingToDo, TooMuchWork, WorkUnfinished
from eventsys.exchange.work.models import LongWork, WorkPiece
from eventsys.exchange.work.operations import (
    begin,
    drop_old,
    fail,
    finish,
    go_on,
    keep_piece,
    put_off,
    stop,
)
from eventsys.exchange.work.queries import (
    find_file,
    find_work,
    is_anything_old,
    is_anything_to_do,
    list_work,
    read_pieces,
    read_task,
)
from eventsys.exchange.work.rules import (
    FILE_IS_KEPT,
    LEASE,
    MOST_PAPERS,
    MOST_TRIES,
    MOST_UNFINISHED,
    PAUSE_AFTER_FAILURE,
    WorkState,
)
from tests.exchange.work.conftest import ASKER, make_work
from tests.factories import AT, make_event, make_family

PAPER = b"%PDF-1.7 Amina Yusuf"


@pytest.fixture
def event(session):
    event = make_event(session, capacity=None)
    make_family(session, event, 3)
    return event


@pytest.fixture
def done(session, event):
    """Work whose file is there, in two pieces."""
    work, task = make_work(session, event), begin(session, at=AT)
    for no, piece in enumerate((PAPER[:8], PAPER[8:])):
        assert keep_piece(session, task, no, piece, at=AT)
    assert finish(session, task, len(PAPER), at=AT)
    session.refresh(work)
    return work


def pieces(session):
    return session.scalars(select(func.count()).select_from(WorkPiece)).one()


def test_a_form_that_was_sent_twice_asks_once(session, event):
    first, second = (make_work(session, event, key="form") for _ in range(2))
    assert first.id == second.id
    assert session.scalars(select(func.count()).select_from(LongWork)).one() == 1


def test_what_nobody_is_there_for_is_not_taken_on(session, event):
    with pytest.raises(NothingToDo):
        make_work(session, event, subjects=[])


def test_what_is_too_much_is_refused_with_the_number_that_goes(session, event):
    with pytest.raises(TooMuchWork) as refusal:
        make_work(session, event, subjects=range(MOST_PAPERS + 1))
    assert refusal.value.most == MOST_PAPERS


def test_nobody_keeps_the_others_waiting_with_more_than_five_at_a_time(session, event):
    for _ in range(MOST_UNFINISHED):
        make_work(session, event)
    with pytest.raises(WorkUnfinished):
        make_work(session, event)
    task = begin(session, at=AT)
    finish(session, task, 1, at=AT)
    make_work(session, event)


def test_the_log_says_who_asked_for_how_many_and_no_name(session, event):
    make_work(session, event)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.verb == "print")).one()
    assert (entry.principal, entry.object_kind) == ("account:1", "long_work")
    assert "Person" not in str(entry.details)


def test_what_waits_is_begun_in_the_order_it_was_asked_for(session, event):
    first, second = make_work(session, event), make_work(session, event)
    assert [begin(session, at=AT).id for _ in range(2)] == [first.id, second.id]
    assert begin(session, at=AT) is None
    assert not is_anything_to_do(session, at=AT)


def test_what_a_dead_clerk_held_is_begun_anew_without_what_it_had_stored(session, event):
    make_work(session, event)
    lost = begin(session, at=AT)
    keep_piece(session, lost, 0, PAPER, at=AT)
    assert not is_anything_to_do(session, at=AT + LEASE - timedelta(seconds=1))
    anew = begin(session, at=AT + LEASE)
    assert (anew.id, anew.tries, pieces(session)) == (lost.id, 2, 0)
    later = AT + LEASE
    assert not keep_piece(session, lost, 1, PAPER, at=later)
    assert not go_on(session, lost, 3, at=later)
    assert not finish(session, lost, 1, at=later)
    assert not fail(session, lost, at=later)
    assert pieces(session) == 0


def test_progress_holds_the_work_further(session, event):
    work = make_work(session, event)
    task = begin(session, at=AT)
    half = AT + LEASE / 2
    assert go_on(session, task, 2, at=half)
    assert not is_anything_to_do(session, at=AT + LEASE)
    assert is_anything_to_do(session, at=half + LEASE)
    session.refresh(work)
    assert (work.done, work.state) == (2, WorkState.WORKING)


def test_what_fails_is_tried_three_times_and_then_said_to_have_failed(session, event):
    work, at = make_work(session, event), AT
    for number in range(1, MOST_TRIES + 1):
        task = begin(session, at=at)
        assert task.tries == number
        keep_piece(session, task, 0, PAPER, at=at)
        put_off(session, task, at=at)
        at += PAUSE_AFTER_FAILURE
    assert begin(session, at=at) is None
    session.refresh(work)
    assert (work.state, work.ended_at, work.subjects, pieces(session)) == (
        WorkState.FAILED,
        at,
        [],
        0,
    )


def test_the_file_is_what_was_stored_and_sealed_where_it_lies(session, done):
    assert b"".join(read_pieces(session, done)) == PAPER
    for piece in session.scalars(select(WorkPiece.content_sealed)):
        assert b"PDF" not in piece
        assert b"Amina" not in piece
    assert done.subjects == []


def test_the_file_is_for_whoever_asked_for_a_day_and_for_nobody_else(session, event, done):
    last = AT + FILE_IS_KEPT - timedelta(seconds=1)
    assert find_file(session, event.id, done.id, by=str(ASKER), at=last) is done
    assert find_file(session, event.id, done.id, by="account:2", at=last) is None
    assert find_file(session, event.id, done.id, by=str(ASKER), at=AT + FILE_IS_KEPT) is None
    assert find_file(session, event.id + 1, done.id, by=str(ASKER), at=last) is None


def test_there_is_no_file_before_the_work_is_done(session, event):
    work = make_work(session, event)
    keep_piece(session, begin(session, at=AT), 0, PAPER, at=AT)
    assert find_file(session, event.id, work.id, by=str(ASKER), at=AT) is None


def test_after_a_day_file_and_row_are_deleted(session, done):
    assert drop_old(session, at=AT + FILE_IS_KEPT - timedelta(seconds=1)) == 0
    assert is_anything_old(session, at=AT + FILE_IS_KEPT)
    assert drop_old(session, at=AT + FILE_IS_KEPT) == 1
    session.expire_all()
    assert (session.scalars(select(LongWork.id)).all(), pieces(session)) == ([], 0)


def test_what_is_stopped_at_work_leaves_nothing_and_takes_nothing_more(session, event):
    work, task = make_work(session, event), begin(session, at=AT)
    keep_piece(session, task, 0, PAPER, at=AT)
    assert stop(session, work, at=AT, by=ASKER)
    assert not keep_piece(session, task, 1, PAPER, at=AT)
    assert not finish(session, task, 1, at=AT)
    session.refresh(work)
    assert (work.state, work.subjects, pieces(session)) == (WorkState.STOPPED, [], 0)
    assert list_work(session, by=None, at=AT) == []
    assert not stop(session, work, at=AT, by=ASKER)


def test_deleting_a_file_that_is_done_takes_it_away_at_once(session, event, done):
    assert stop(session, done, at=AT, by=ASKER)
    session.expire_all()
    assert find_file(session, event.id, done.id, by=str(ASKER), at=AT) is None
    assert pieces(session) == 0


def test_a_list_shows_ones_own_or_everybodys_the_newest_first(session, event, done):
    mine = make_work(session, event)
    assert [each.id for each in list_work(session, by=str(ASKER), at=AT)] == [mine.id, done.id]
    assert list_work(session, by="account:2", at=AT) == []
    assert [each.id for each in list_work(session, by=None, at=AT)] == [mine.id, done.id]
    assert [each.id for each in list_work(session, by=None, at=AT + FILE_IS_KEPT)] == [mine.id]


def test_work_goes_with_its_event(session, event, done):
    assert find_work(session, event.id, done.id) is done
    assert read_task(session, done.id + 1) is None


def test_a_file_that_is_deleted_while_it_is_read_ends_there(session, done):
    reading = read_pieces(session, done)
    assert next(reading) == PAPER[:8]
    stop(session, done, at=AT, by=ASKER)
    assert [*reading] == []
