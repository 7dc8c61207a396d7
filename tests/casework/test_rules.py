"""What of the facts counts, and how staff-years, codes and numbers are read."""

from datetime import date
from decimal import Decimal

import pytest

from eventsys.casework.records.rules import (
    ActivityRequest,
    ConsultantsRequest,
    PlanRequest,
    PublicationRequest,
    StaffRequest,
    read_code,
    read_halves,
    read_value,
    year_of,
)
from eventsys.casework.rules import (
    Exclusion,
    PlanActivityFact,
    PlanKind,
    PublicationFact,
    PublicationKind,
    PublicationState,
    StaffFact,
    TaskFact,
    TaskKind,
    TaskStatus,
)
from eventsys.casework.tasks.rules import Shown, TaskFilter, TaskRow, holds_cpr, week_to_remember
from eventsys.core.numbers import write_halves

DAY = date(2009, 5, 4)
FACT = {
    "public_id": "a",
    "kind": TaskKind.ADVICE,
    "status": TaskStatus.SOLVED,
    "counted_on": DAY,
    "actor_id": None,
    "unit": "Skolen",
    "minutes": None,
    "topic": "",
    "duplicate_of": None,
    "converted_to": None,
}
ROW = {
    "id": 1,
    "kind": TaskKind.ADVICE,
    "status": TaskStatus.SOLVED,
    "actor_id": None,
    "unit": "Skolen",
    "received_on": DAY,
    "done_on": DAY,
    "minutes": 10,
    "topic": "Lektiehjælp",
    "follow_up_on": None,
    "followed_up_on": None,
    "duplicate_of_id": None,
    "converted_to_id": None,
}


def row(**changes):
    return TaskRow(**{**ROW, **changes})


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"status": TaskStatus.CANCELLED, "duplicate_of": "b"}, Exclusion.CANCELLED),
        ({"duplicate_of": "b", "converted_to": "c"}, Exclusion.DUPLICATE),
        ({"converted_to": "c"}, Exclusion.CONVERTED),
    ],
)
def test_a_task_has_one_reason_not_to_count(changes, reason):
    assert TaskFact(**{**FACT, **changes}).exclusion is reason


@pytest.mark.parametrize(
    ("ended_on", "is_after"),
    [(None, False), (DAY, False), (date(2009, 5, 3), True)],
)
def test_the_last_day_of_a_plan_is_of_the_plan(ended_on, is_after):
    fact = PlanActivityFact(
        public_id="a",
        plan_id="b",
        plan_kind=PlanKind.COMPREHENSIVE_PLAN,
        plan_title="Tingbjerg",
        held_on=DAY,
        role="",
        plan_ended_on=ended_on,
    )
    assert fact.is_after_end is is_after


@pytest.mark.parametrize(
    ("state", "edition_of", "counts"),
    [
        (PublicationState.PUBLISHED, None, True),
        (PublicationState.DRAFT, None, False),
        (PublicationState.PUBLISHED, "b", False),
    ],
)
def test_drafts_and_editions_are_no_new_publications(state, edition_of, counts):
    fact = PublicationFact(
        public_id="a",
        title="",
        kind=PublicationKind.REPORT,
        state=state,
        first_published_on=DAY,
        edition_of=edition_of,
    )
    assert fact.is_counted is counts


def test_the_main_area_stands_before_the_point():
    codes = ("1.a", "1.b", "2", "12.c")
    areas = [
        StaffFact(public_id="", programme_year=2010, code=code, title="", half_years=1).main_area
        for code in codes
    ]
    assert areas == ["1", "1", "2", "12"]


@pytest.mark.parametrize(
    ("typed", "halves"),
    [
        ("1½", 3),
        ("1 ½", 3),
        ("½", 1),
        ("1,5", 3),
        ("1.5", 3),
        ("1.50", 3),
        ("2", 4),
        ("2,0", 4),
        ("0", 0),
        ("١٫٥", None),
        ("١,٥", 3),
        (" 3 ", 6),
        ("1,25", None),
        ("1,05", None),
        ("-1", None),
        ("1½½", None),
        ("", None),
        ("halvanden", None),
        ("201", None),
        ("200", 400),
    ],
)
def test_staff_years_are_read_in_halves_and_nothing_is_rounded(typed, halves):
    assert read_halves(typed) == halves


@pytest.mark.parametrize(("halves", "shown"), [(3, "1½"), (2, "1"), (1, "½"), (0, "0"), (10, "5")])
def test_staff_years_are_written_with_their_half(halves, shown):
    assert write_halves(halves) == shown
    assert read_halves(shown) == halves


@pytest.mark.parametrize(
    ("typed", "code"), [("1.a", "1.a"), (" 1.A ", "1.a"), ("2", "2"), ("a.1", None), ("1.ab", None)]
)
def test_codes_of_the_programme_are_read(typed, code):
    assert read_code(typed) == code


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("4", "4"),
        ("-4,10", "-4.10"),
        ("\u22124.1", "-4.1"),
        ("1.000,5", None),
        ("4 point", None),
        ("1" * 21, None),
        ("NaN", None),
    ],
)
def test_numbers_of_others_are_read_digit_by_digit(typed, value):
    read = read_value(typed)
    assert read == (None if value is None else Decimal(value))
    assert str(read) == str(value)


def test_a_task_is_of_the_day_it_was_done_or_else_of_the_day_it_came():
    assert row(done_on=date(2010, 1, 4)).day == date(2010, 1, 4)
    assert row(done_on=None).day == DAY


@pytest.mark.parametrize(
    ("changes", "alike"),
    [
        ({}, True),
        ({"id": 1}, False),
        ({"kind": TaskKind.REQUISITION}, False),
        ({"status": TaskStatus.CANCELLED}, False),
        ({"duplicate_of_id": 9}, False),
        ({"converted_to_id": 9}, False),
        ({"unit": "SKOLEN", "done_on": date(2009, 5, 5), "topic": "Andet"}, True),
        ({"done_on": date(2009, 5, 6)}, False),
        ({"unit": "Klubben"}, True),
        ({"unit": "Klubben", "done_on": date(2009, 5, 5)}, False),
        ({"unit": "Klubben", "topic": "Andet"}, False),
        ({"unit": "", "actor_id": 4, "topic": "LEKTIEHJAELP"}, True),
        ({"unit": "", "actor_id": 4, "topic": ""}, False),
    ],
)
def test_tasks_of_one_requester_a_day_apart_or_of_one_topic_that_day_are_alike(changes, alike):
    assert row().is_like(row(**{"id": 2, **changes})) is alike


@pytest.mark.parametrize(
    ("changes", "overdue"),
    [
        ({}, True),
        ({"follow_up_on": DAY}, False),
        ({"follow_up_on": None}, False),
        ({"followed_up_on": DAY}, False),
        ({"status": TaskStatus.CANCELLED}, False),
    ],
)
def test_a_follow_up_is_overdue_the_day_after_unless_somebody_did_it(changes, overdue):
    assert row(**{"follow_up_on": date(2009, 5, 3), **changes}).is_overdue(DAY) is overdue


@pytest.mark.parametrize(
    ("asked", "changes", "taken"),
    [
        ({}, {}, True),
        ({"year": 2008}, {}, False),
        ({"kind": TaskKind.REQUISITION}, {}, False),
        ({"kind": TaskKind.ADVICE}, {}, True),
        ({"text": "skol lektiehj"}, {}, True),
        ({"text": "klub"}, {}, False),
        ({"shown": Shown.SOLVED}, {}, True),
        ({"shown": Shown.OPEN}, {}, False),
        ({"shown": Shown.OPEN}, {"status": TaskStatus.UNDER_WAY}, True),
        ({"shown": Shown.SOLVED}, {"status": TaskStatus.NEW}, False),
        ({"shown": Shown.OUT}, {}, False),
        ({"shown": Shown.OUT}, {"duplicate_of_id": 3}, True),
        ({"shown": Shown.SOLVED}, {"duplicate_of_id": 3}, False),
        ({"shown": Shown.OVERDUE, "year": 2008}, {"follow_up_on": date(2009, 5, 1)}, True),
        ({"shown": Shown.OVERDUE}, {}, False),
    ],
)
def test_a_filter_takes_what_it_asks_for(asked, changes, taken):
    found = TaskFilter(**{"year": 2009, **asked}).takes(row(**changes), "Skolen", DAY)
    assert found is taken


def test_what_looks_like_the_number_of_a_citizen_is_seen_in_any_of_the_texts():
    assert holds_cpr("Skolen", "om 010203-1234")
    assert not holds_cpr("Skolen", "ring 33 66 00 00", "sag 5./2010-4837")


@pytest.mark.parametrize(
    ("request_", "year"),
    [
        (PlanRequest(kind=PlanKind.URBAN_REGENERATION, title="Valby", ended_on=DAY), None),
        (ActivityRequest(plan_id=1, held_on=DAY, role=""), 2009),
        (StaffRequest(programme_year=2010, code="2", title="", half_years=2), 2010),
        (ConsultantsRequest(year=2011, consultants=5), 2011),
        (
            PublicationRequest(
                title="",
                kind=PublicationKind.REPORT,
                state=PublicationState.PUBLISHED,
                first_published_on=DAY,
            ),
            2009,
        ),
        (
            PublicationRequest(title="", kind=PublicationKind.REPORT, state=PublicationState.DRAFT),
            None,
        ),
    ],
)
def test_a_fact_stands_in_the_list_of_its_year(request_, year):
    assert year_of(request_) == year


@pytest.mark.parametrize(
    ("day", "monday"),
    [(21, None), (22, None), (23, None), (24, 21), (27, 21), (28, None)],
)
def test_from_thursday_on_something_should_be_logged(day, monday):
    found = week_to_remember(date(2026, 9, day))
    assert found == (None if monday is None else date(2026, 9, monday))
