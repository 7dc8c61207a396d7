"""The clerk makes files slice by slice, stops where it is told to, and survives what goes wrong."""

from dataclasses import asdict
from datetime import timedelta
from io import BytesIO

import pytest
from pypdfium2 import PdfDocument

from eventsys.core.db import db, transaction
from eventsys.documents.errors import PressFailed
from eventsys.documents.press import Press
from eventsys.exchange.work.clerk import Clerk
from eventsys.exchange.work.models import LongWork
from eventsys.exchange.work.operations import stop
from eventsys.exchange.work.queries import read_pieces
from eventsys.exchange.work.rules import FILE_IS_KEPT, PAUSE_AFTER_FAILURE, SLICE, WorkState
from eventsys.registration.leaving.operations import deregister
from eventsys.registration.models import Participant
from eventsys.web.organiser.work.printing import word_papers
from tests.documents.sheets import make_face, make_sheet
from tests.exchange.work.conftest import ASKER, look
from tests.factories import AT

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def clerk(database):
    clerk = Clerk(word_papers)
    yield clerk
    clerk.press.stop()


def work_all(clerk, at=AT):
    while clerk.work(at):
        pass


def stop_it(work_id):
    with transaction() as session:
        stop(session, session.get_one(LongWork, work_id), at=AT, by=ASKER)


@pytest.mark.quick_on("sqlite")
def test_progress_grows_slice_by_slice_and_the_file_is_whole(clerk, asked):
    work_id = asked(2 * SLICE + 10)
    seen = []
    while clerk.work(AT):
        seen.append(look()[0].done)
    assert seen == [0, SLICE, 2 * SLICE, 2 * SLICE + 10, 2 * SLICE + 10]
    work, _ = look()
    assert work.state is WorkState.DONE
    paper = b"".join(read_pieces(db.session(), work))
    assert len(PdfDocument(BytesIO(paper))) == 2 * SLICE + 10
    assert work_id == work.id


@pytest.mark.quick_on("sqlite")
def test_who_left_after_it_was_asked_for_gets_no_paper(clerk, asked):
    asked(10)
    with transaction() as session:
        deregister(session, session.query(Participant).first(), at=AT, by=ASKER)
    work_all(clerk)
    work, _ = look()
    assert len(PdfDocument(b"".join(read_pieces(db.session(), work)))) == 9


@pytest.mark.quick_on("sqlite")
def test_where_all_have_left_it_says_that_it_could_not_be_made(clerk, asked):
    asked(3)
    with transaction() as session:
        for each in session.query(Participant):
            deregister(session, each, at=AT, by=ASKER)
    work_all(clerk)
    assert look()[0].state is WorkState.FAILED


@pytest.mark.quick_on("sqlite")
def test_stopped_between_two_slices_the_clerk_lets_go(clerk, asked):
    work_id = asked(2 * SLICE)
    clerk.work(AT)
    clerk.work(AT)
    stop_it(work_id)
    clerk.work(AT)
    assert clerk.begun is None
    assert (look()[0].state, look()[1]) == (WorkState.STOPPED, 0)


@pytest.mark.quick_on("sqlite")
def test_stopped_while_the_file_is_made_the_typesetter_is_ended(clerk, asked, monkeypatch):
    work_id = asked(SLICE)
    clerk.work(AT)
    clerk.work(AT)
    monkeypatch.setattr("eventsys.documents.press.LOOK_SECONDS", 0.0)
    looked = clerk.press.is_wanted

    def stop_first():
        stop_it(work_id)
        return looked()

    clerk.press.is_wanted = stop_first
    clerk.work(AT)
    assert (clerk.begun, clerk.press.child) == (None, None)
    assert (look()[0].state, look()[1]) == (WorkState.STOPPED, 0)


@pytest.mark.quick_on("sqlite")
def test_what_fails_is_tried_anew_and_keeps_no_other_work_waiting(database, asked):
    asked(3)
    calls = []

    def stumble(task, ids):
        calls.append(task.tries)
        raise ValueError(task.id)

    clerk, at = Clerk(stumble), AT
    for _ in range(4):
        work_all(clerk, at)
        at += PAUSE_AFTER_FAILURE + timedelta(seconds=5)
    assert calls == [1, 2, 3]
    assert look()[0].state is WorkState.FAILED


@pytest.mark.quick_on("sqlite")
def test_files_are_deleted_after_a_day_by_the_clerk(clerk, asked):
    asked(3)
    work_all(clerk)
    clerk.dropped_at = None
    work_all(clerk, AT + FILE_IS_KEPT + timedelta(minutes=1))
    assert look() == (None, 0)


def test_an_answer_that_came_too_late_is_given_to_nobody():
    """A press whose job was broken off must not hand its paper out as the next one's."""
    press = Press(is_wanted=lambda: False)
    sheet = make_sheet(*[make_face(number) for number in range(60)])
    first = asdict(sheet) | {"made_at": 0}
    with pytest.raises(PressFailed, match="unwanted"):
        press.make("ticket.typ", first)
    press.is_wanted = lambda: True
    assert len(PdfDocument(press.make("ticket.typ", asdict(make_sheet()) | {"made_at": 0}))) == len(
        make_sheet().tickets
    )
    press.stop()


def test_papers_that_were_drawn_before_make_the_same_file():
    press = Press()
    job = asdict(make_sheet(make_face(1), make_face(2))) | {"made_at": 0}
    apart = [press.prepare([each])[0] for each in job["tickets"]]
    assert press.make("ticket.typ", job) == press.make("ticket.typ", job | {"tickets": apart})
    press.stop()
