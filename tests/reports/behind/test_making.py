"""The rows behind each figure of 2009 add up to exactly its pair, and none names a person."""

import pytest
from sqlalchemy import select

from eventsys.registration.models import Participant, Registration
from eventsys.reports.behind.making import lay_open, openers_of
from eventsys.reports.behind.rules import Kept
from eventsys.reports.figures.definitions import codes
from eventsys.reports.figures.making import make_figures
from tests.reports.year_2009 import ADVICE, REPORTED_AT, gate_rows, make_base, send
from tests.watch import watch_statements

SUMS = {
    "F01": (714, None),
    "F02": (9960, None),
    "F03": (33, None),
    "F04": (55, 60),
    "F05": (44, 51),
    "F06": (128, 132),
    "F07": (181, None),
    "F08": (28, None),
    "F09": (8, None),
    "F10": (3, None),
    "F11": (5, None),
    "F12": (2, None),
    "F13": (1, None),
    "F14": (5, None),
    "F15": (3, None),
    "F16": (10, 2),
    "F17": (0, None),
    "F18": (0, None),
    "F19": (3, None),
}
STATED = {"F17", "F18"}
"""What is repeated as others say it; nothing is counted, so nothing adds up."""


def laid(session, code):
    return lay_open(session, code, 2009, at=REPORTED_AT)


@pytest.fixture
def season(session):
    base = make_base(session)
    send(session, base, gate_rows(base))
    return base


def test_the_rows_behind_every_figure_add_up_to_its_exact_pair(session, season):
    assert [*openers_of(REPORTED_AT)] == codes() == [*SUMS]
    figures = make_figures(session, 2009, at=REPORTED_AT)
    opened = {code: laid(session, code) for code in codes()}
    found = {code: each.behind for code, each in opened.items()}
    assert {code: (each.numerator, each.denominator) for code, each in found.items()} == SUMS
    for code, figure in figures.items():
        made = opened[code].figure.made
        assert made == figure.made, code
        if code not in STATED:
            assert (made.numerator, made.denominator) == SUMS[code], code
    names_nobody(session, found)
    rows_are_facts(found)


def names_nobody(session, found):
    """Look for every name that is known of a participant or a contact."""
    known = (Participant.name, Registration.contact_name)
    people = {name for each in known for name in session.scalars(select(each)) if name}
    told = {text for each in found.values() for row in each.rows for text in texts_of(row)}
    assert people
    assert told & people == set()


def texts_of(row):
    return [row.name, row.key, *row.members]


def rows_are_facts(found):
    """Look at what the rows are: tasks one by one, waves with counts, plans with what was done."""
    months = [0] * 12
    for each in found["F07"].rows:
        assert (each.kept, each.numerator) == (Kept.TASK, 1)
        months[each.on.month - 1] += 1
    assert months == list(ADVICE)
    assert [each.parts for each in found["F01"].rows] == [{"admitted": 673, "walk_ins": 41}]
    assert sum(each.parts["people"] for each in found["F03"].rows) == 66
    assert sum(each.parts["activities"] for each in found["F09"].rows) == 11
    assert sum(len(each.members) for each in found["F09"].rows) == 11
    assert [each.members for each in found["F17"].rows] == [
        ["4 point", "forår 2009", "Integrationsbarometer"]
    ]
    assert [len(each.members) for each in found["F15"].rows] == [2, 1, 1]
    shares = [row for code in ("F04", "F05", "F06") for row in found[code].rows]
    assert [row for row in shares if 0 < row.denominator < 5] == []


def test_a_year_without_facts_has_no_rows_and_no_sum(session):
    found = {code: laid(session, code).behind for code in codes()}
    assert {code: len(each.rows) for code, each in found.items() if each.rows} == {"F13": 2}
    assert {each.numerator for each in found.values()} == {0}


def test_rows_are_asked_for_in_as_many_questions_however_many_there_are(session, season):
    for code in codes():
        with watch_statements() as statements:
            laid(session, code)
        assert len(statements) <= 30, code
