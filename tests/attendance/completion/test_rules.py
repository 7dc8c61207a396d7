"""A course is completed by coming often enough; what was cancelled counts against nobody."""

import pytest
from hypothesis import given, strategies as st

from eventsys.attendance.completion.rules import Meeting, Progress, judge
from eventsys.attendance.marks.rules import AttendanceStatus

STATUSES = {
    "+": AttendanceStatus.CAME,
    "a": AttendanceStatus.APOLOGISED,
    "-": AttendanceStatus.STAYED_AWAY,
    "?": AttendanceStatus.UNKNOWN,
}


def meetings(past, to_come=""):
    """Read a row of a list; a cancelled occasion stands in none."""
    return [
        *(Meeting(STATUSES[each], is_over=True) for each in past),
        *(Meeting(STATUSES[each], is_over=False) for each in to_come),
    ]


@pytest.mark.parametrize(
    ("past", "to_come", "progress", "missing"),
    [
        ("++++--", "", Progress.COMPLETED, 0),
        ("+++---", "", Progress.OUT_OF_REACH, 1),
        ("++++-", "", Progress.COMPLETED, 0),  # one cancelled: 4 of 5 held pass
        ("+++--", "", Progress.OUT_OF_REACH, 1),  # and 3 of 5 do not
        ("+++", "", Progress.COMPLETED, 0),  # three cancelled: who came to all has done all
        ("++a", "", Progress.OUT_OF_REACH, 1),
        ("", "??????", Progress.UNDER_WAY, 4),
        ("--", "????", Progress.UNDER_WAY, 4),
        ("---", "???", Progress.OUT_OF_REACH, 4),
        ("aa", "????", Progress.UNDER_WAY, 4),
        ("aaa", "???", Progress.OUT_OF_REACH, 4),
        ("++", "aaaa", Progress.UNDER_WAY, 2),  # who sent apologies may come all the same
        ("+++??-", "", Progress.UNDER_WAY, 1),  # nobody has yet said who came
        ("++++", "??", Progress.COMPLETED, 0),
    ],
)
def test_four_of_six(past, to_come, progress, missing):
    completion = judge(4, meetings(past, to_come))
    assert (completion.progress, completion.missing) == (progress, missing)


def test_nobody_completes_a_course_that_was_cancelled_whole():
    assert judge(4, []).progress is Progress.OUT_OF_REACH


ROWS = st.tuples(st.text("+a-?", max_size=12), st.text("a?", max_size=12))


@given(st.integers(1, 12), ROWS)
def test_to_be_completed_is_to_have_come_often_enough(needed, row):
    held = meetings(*row)
    completion = judge(needed, held)
    came = row[0].count("+")
    enough = came >= min(needed, len(held)) and came > 0
    assert (completion.progress is Progress.COMPLETED) == enough


@given(st.integers(1, 12), ROWS)
def test_cancelling_what_somebody_missed_never_harms_them(needed, row):
    past, to_come = row
    before = judge(needed, meetings(past, to_come))
    after = judge(needed, meetings(past.replace("-", "", 1), to_come))
    if before.progress is Progress.COMPLETED:
        assert after.progress is Progress.COMPLETED
    assert after.missing <= before.missing


@given(st.integers(1, 12), ROWS)
def test_coming_to_all_that_is_open_completes_what_is_under_way(needed, row):
    past, to_come = row
    if judge(needed, meetings(past, to_come)).progress is Progress.OUT_OF_REACH:
        return
    came = meetings(past.replace("?", "+") + "+" * len(to_come))
    assert judge(needed, came).progress is Progress.COMPLETED
