"""Many at once: one report a year, one check by a second person; controls show the races."""

from collections import Counter
from threading import Barrier

import pytest

from eventsys.core import clock
from eventsys.core.db import db, transaction
from eventsys.core.errors import Overtaken
from eventsys.core.text import Language
from eventsys.reports.yearly import operations
from eventsys.reports.yearly.blockers import examine
from eventsys.reports.yearly.errors import SameHand, WrongState
from eventsys.reports.yearly.models import Report
from eventsys.reports.yearly.operations import (
    approve_report,
    begin_report,
    check_report,
    return_to_draft,
    write_chapter,
)
from eventsys.reports.yearly.queries import find_row
from eventsys.reports.yearly.rules import Chapter, ReportState
from tests.registration.test_race import THREADS, at_once
from tests.reports.yearly.whole import ANN, BO, YEAR, draft, settle

MINE = {Language.DANISH: "Bos tekst"}


@pytest.fixture
def ready(database):
    """A draft that Ann had in hand last, and that nothing holds up."""
    with transaction() as session:
        settle(session, draft(session))
        return examine(session, find_row(session, YEAR), at=clock.now())


def row_of():
    """Read the report anew."""
    db.session().rollback()
    return find_row(db.session(), YEAR)


def test_eight_who_begin_a_years_report_begin_one(database):
    def press():
        try:
            with transaction() as session:
                begin_report(session, YEAR, at=clock.now(), by=ANN)
        except Overtaken:
            return "overtaken"
        return "begun"

    assert set(at_once(database, *[press] * THREADS)) <= {"begun", "overtaken"}
    assert db.session().query(Report).count() == 1


def write_as_bo():
    """Let Bo write a chapter, unless the report was checked before."""
    try:
        with transaction() as session:
            row = find_row(session, YEAR)
            write_chapter(session, row, Chapter.FINANCES, MINE, at=clock.now(), by=BO)
    except WrongState:
        return "too late"
    return "written"


def test_nobody_checks_what_they_write_at_the_same_moment(database, ready):
    def check():
        try:
            with transaction() as session:
                check_report(session, find_row(session, YEAR), ready, at=clock.now(), by=BO)
        except SameHand:
            return "same hand"
        return "checked"

    came = set(at_once(database, write_as_bo, check))
    assert came in ({"written", "same hand"}, {"too late", "checked"})
    row = row_of()
    assert row.checked_by is None or row.checked_by != row.edited_by


def test_control_looking_at_the_hand_before_the_lock_lets_one_check_their_own(
    database, ready, monkeypatch
):
    """The same two, judged by what was seen before: Bo's words stand in what Bo has checked."""
    looked = Barrier(2)
    monkeypatch.setattr(operations, "is_second", lambda *_hands: True)
    monkeypatch.setattr(operations, "can", lambda *_step: True)
    monkeypatch.setattr(operations, "take_in_hand", lambda *_row, **_by: None)

    def write():
        looked.wait(20)
        return write_as_bo()

    def check():
        is_second = find_row(db.session(), YEAR).edited_by != str(BO)
        db.session().rollback()
        looked.wait(20)
        with transaction() as session:
            if is_second:
                check_report(session, find_row(session, YEAR), ready, at=clock.now(), by=BO)
        return "checked"

    assert set(at_once(database, write, check)) == {"written", "checked"}
    assert row_of().checked_by == str(BO)


def test_eight_who_approve_approve_once_and_a_draft_again_is_never_approved(database, ready):
    with transaction() as session:
        check_report(session, find_row(session, YEAR), ready, at=clock.now(), by=BO)

    def approve():
        try:
            with transaction() as session:
                approve_report(session, find_row(session, YEAR), ready, at=clock.now(), by=ANN)
        except WrongState:
            return "refused"
        return "approved"

    def take_back():
        try:
            with transaction() as session:
                return_to_draft(session, find_row(session, YEAR), at=clock.now(), by=ANN)
        except WrongState:
            return "refused"
        return "draft"

    came = Counter(at_once(database, *[approve, take_back] * (THREADS // 2)))
    assert came["approved"] + came["draft"] == 1
    state = ReportState.APPROVED if came["approved"] else ReportState.DRAFT
    assert row_of().state is state
