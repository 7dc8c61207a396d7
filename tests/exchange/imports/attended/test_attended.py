"""Attendance that was kept on paper: found by name, marked whole, taken back by marks."""

from datetime import timedelta

import pytest

from eventsys.attendance.marks.models import AttendanceMark
from eventsys.attendance.marks.operations import record_marks
from eventsys.attendance.marks.queries import read_said
from eventsys.attendance.marks.requests import MarkBatch
from eventsys.attendance.marks.rules import AttendanceStatus
from eventsys.core.principal import SYSTEM
from eventsys.events.queries import list_occasions
from eventsys.exchange.imports.attended.operations import (
    judge_attended_draft,
    mark_of,
    save_attended,
    undo_attended,
)
from eventsys.exchange.imports.errors import CannotBeUndone
from eventsys.exchange.imports.operations import SaveRequest, keep_draft
from eventsys.exchange.imports.reading import read_import
from eventsys.exchange.imports.rules import ImportKind, ImportState
from tests.factories import AT, make_event, make_registration

DAY = timedelta(days=1)
LIST = "Navn;Mødt\r\nAmina Khan;x\r\nBo Yde;nej\r\nCem;afbud\r\nDua;\r\n"


@pytest.fixture
def event(session):
    event = make_event(session, capacity=None)
    make_registration(session, event, "Amina Khan", "Bo Yde", "Cem", "Dua")
    return event


@pytest.fixture
def then(session, event):
    """The moment after the event's first date began."""
    return list_occasions(session, event)[0].starts_at + timedelta(hours=1)


def draft(session, event, text=LIST, *, at):
    file = read_import("fremmøde.csv", text.encode())
    return keep_draft(session, ImportKind.ATTENDANCE, event, file, at=at, by=SYSTEM)


def faults(session, event, text, *, at):
    run = draft(session, event, text, at=at)
    found = judge_attended_draft(session, run, event, at=at)
    return [(each.outcome.fault, each.outcome.column) for each in found]


def said(session, event):
    found = read_said(session, event)
    return sorted(each.listed.value for each in found.values())


def save(session, run, event, *, at, **changes):
    return save_attended(session, run, event, SaveRequest(**changes), at=at, by=SYSTEM)


def test_a_paper_list_marks_whom_it_says_something_of(session, event, then):
    run = save(session, draft(session, event, at=then), event, at=then)
    assert (run.taken, run.state) == (3, ImportState.SAVED)
    assert said(session, event) == ["apologised", "came", "stayed-away"]


def test_without_a_column_of_ticks_all_who_are_named_came(session, event, then):
    save(session, draft(session, event, "Navn\r\nBo  yde\r\n", at=then), event, at=then)
    assert said(session, event) == ["came"]


def test_a_list_is_taken_back_by_marks_that_say_what_was_said_before(session, event, then):
    save(session, draft(session, event, "Navn\r\nBo Yde\r\n", at=then), event, at=then)
    second = save(session, draft(session, event, at=then), event, at=then + timedelta(minutes=1))
    undo_attended(session, second, event, at=then + timedelta(minutes=2), by=SYSTEM)
    assert said(session, event) == ["came", "unknown", "unknown"]
    assert session.query(AttendanceMark).count() == 7


def test_a_list_is_not_taken_back_once_somebody_was_marked_otherwise(session, event, then):
    run = save(session, draft(session, event, at=then), event, at=then)
    person, date, _, _ = run.made[1]
    marks = MarkBatch(marks=[mark_of(person, date, AttendanceStatus.CAME)])
    record_marks(session, event, marks, at=then + timedelta(minutes=5), by=SYSTEM)
    with pytest.raises(CannotBeUndone) as refusal:
        undo_attended(session, run, event, at=then + DAY, by=SYSTEM)
    assert not refusal.value.is_late
    with pytest.raises(CannotBeUndone) as late:
        undo_attended(session, run, event, at=then + 4 * DAY, by=SYSTEM)
    assert late.value.is_late


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("Amina Khan;✓", ("", "")),
        ("Amina Khan;-", ("", "")),
        ("Amina Khan;", ("known", "status")),
        ("Ukendt;x", ("nobody", "name")),
        ("Amina Khan;måske", ("status", "status")),
    ],
)
def test_a_row_says_what_is_wrong_with_it(session, event, then, row, fault):
    assert faults(session, event, f"Navn;Mødt\r\n{row}\r\n", at=then) == [fault]


def test_nobody_came_before_it_began_but_may_have_sent_apologies(session, event):
    text = "Navn;Mødt\r\nAmina Khan;x\r\nBo Yde;afbud\r\n"
    assert faults(session, event, text, at=AT) == [("not-begun", "date"), ("", "")]


def test_the_same_person_twice_and_what_is_marked_already_are_told(session, event, then):
    text = "Navn\r\nBo Yde\r\nBo Yde\r\n"
    assert faults(session, event, text, at=then) == [("", ""), ("twice", "name")]
    save(session, draft(session, event, "Navn\r\nBo Yde\r\n", at=then), event, at=then)
    assert faults(session, event, "Navn\r\nBo Yde\r\n", at=then) == [("known", "name")]


def test_of_two_of_one_name_the_reference_tells_which(session, event, then):
    other = make_registration(session, event, "Bo Yde")
    assert faults(session, event, "Navn\r\nBo Yde\r\n", at=then) == [("several", "name")]
    text = f"Navn;Reference\r\nBo Yde;{other.reference}\r\n"
    assert faults(session, event, text, at=then) == [("", "")]


def test_a_date_that_the_event_does_not_have_is_told(session, event, then):
    text = "Navn;Dato nr.\r\nBo Yde;9\r\n"
    assert faults(session, event, text, at=then) == [("date", "date")]
