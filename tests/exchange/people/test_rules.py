"""What each row of a list of people comes to."""

import pytest

from eventsys.events.rules import AgeRule
from eventsys.exchange.people.columns import HEADINGS, Column
from eventsys.exchange.people.rules import (
    Fault,
    Listed,
    NamesMissing,
    Wanted,
    judge_all,
    read_people,
)
from eventsys.exchange.tables.reading import read_table
from eventsys.exchange.tables.rules import Reason, UnreadableTable
from eventsys.registration.rules import Category

CHILDREN = Wanted(category=False, usual=Category.CHILD, age_rule=AgeRule(2014, 2016))
BOTH = Wanted(category=True, usual=Category.CHILD)
ALONG = Wanted(
    category=True, usual=Category.CHILD, age_rule=AgeRule(2014, 2016), may_come_along=True
)


def people_in(text):
    return read_people(read_table(text.encode()))


def faults_in(wanted, *rows):
    """Judge rows of a name, a category and a year; tell each fault with the other row it names."""
    listed = [Listed(number, *cells) for number, cells in enumerate(rows, start=2)]
    judged = judge_all(listed, wanted)
    return [(row.fault.fault, row.fault.other) if row.fault else None for row in judged]


def test_columns_may_stand_in_any_order_and_others_are_passed_over():
    found = people_in("Klasse,Født,Etnicitet,Barnets navn\n3.B,2015,dansk,Amina\n")
    assert found.rows == [Listed(2, "Amina", "", "2015")]
    assert found.ignored == ["Klasse", "Etnicitet"]


def test_first_and_last_name_are_one_name():
    found = people_in("Efternavn;Fornavn\nKhan;Amina\n;Bo\n")
    assert [row.name for row in found.rows] == ["Amina Khan", "Bo"]


def test_of_two_columns_with_one_meaning_the_first_counts():
    assert [row.name for row in people_in("Navn;Name\nAmina;Bo\n").rows] == ["Amina"]


def test_a_file_of_one_column_needs_no_heading():
    assert [row.name for row in people_in("Amina\nBo\n").rows] == ["Amina", "Bo"]


def test_a_list_without_a_column_of_names_tells_its_headings():
    with pytest.raises(NamesMissing) as refusal:
        people_in("Klasse;Skole\n3.B;Guldberg\n")
    assert refusal.value.headings == ["Klasse", "Skole"]


def test_headings_alone_are_an_empty_list():
    with pytest.raises(UnreadableTable) as refusal:
        people_in("Navn;Født\n")
    assert refusal.value.reason is Reason.EMPTY


@pytest.mark.parametrize("column", list(Column))
def test_a_heading_is_known_in_capitals_and_with_a_colon(column):
    names = {Column.CATEGORY: "Navn;", Column.BIRTH_YEAR: "Navn;"}
    for heading in HEADINGS[column]:
        assert people_in(f"{names.get(column, '')}{heading.upper()}:;Klasse\nx;y;z\n").rows


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("Ö", None),
        ("🦄", None),
        ("محمد علي", None),
        ("", Fault.NO_NAME),
        ("[fjernet: ligner CPR]", Fault.NO_NAME),
        ("x" * 81, Fault.LONG_NAME),
        ("=cmd|' /C calc'!A0", Fault.FORMULA),
        ("+45 12", Fault.FORMULA),
        ("A\ufffdb", Fault.UNREADABLE),
    ],
)
def test_a_name_is_one_that_can_be_kept(name, fault):
    assert faults_in(BOTH, (name,)) == [fault and (fault, 0)]


def test_the_same_name_twice_is_told_with_the_first_row():
    rows = [("Amina Khan",), ("Bo",), ("AMINA  KHAN",)]
    assert faults_in(BOTH, *rows) == [None, None, (Fault.TWICE, 2)]


def test_two_of_a_name_are_told_apart_by_their_years():
    assert faults_in(CHILDREN, ("Amina", "", "2015"), ("Amina", "", "2016")) == [None, None]


@pytest.mark.parametrize(
    ("word", "fault"),
    [("Barn", None), ("VOKSEN", None), ("", None), ("lærer.", None), ("hund", Fault.CATEGORY)],
)
def test_a_category_is_a_child_or_an_adult(word, fault):
    assert faults_in(BOTH, ("Amina", word)) == [fault and (fault, 0)]
    assert faults_in(CHILDREN, ("Amina", word)) == [None]


@pytest.mark.parametrize(
    ("year", "fault"),
    [
        ("2015", None),
        ("٢٠١٥", None),
        ("", None),
        ("12-03-2015", None),
        ("2015-03-12", None),
        ("15", Fault.YEAR),
        ("4. klasse", Fault.YEAR),
        ("2009", Fault.OUTSIDE_AGE),
    ],
)
def test_a_year_is_one_that_the_event_is_for(year, fault):
    assert faults_in(CHILDREN, ("Amina", "", year)) == [fault and (fault, 0)]
    assert faults_in(BOTH, ("Amina", "", year)) == [None]


def test_nobody_asks_a_grown_up_for_a_year():
    assert faults_in(ALONG, ("Ole", "voksen", "1970"), ("Amina", "barn", "1970")) == [
        None,
        (Fault.OUTSIDE_AGE, 0),
    ]


def test_a_row_is_understood_as_the_event_needs_it():
    rows = [Listed(2, "Amina [fjernet: ligner CPR]", "barn", "12-03-2015"), Listed(3, "Ole", "v")]
    first, second = judge_all(rows, ALONG)
    assert (first.name, first.category, first.birth_year) == ("Amina", Category.CHILD, 2015)
    assert (first.is_masked, second.is_masked) == (True, False)
    assert (second.category, second.birth_year) == (Category.ADULT, None)
    (alone,) = judge_all(rows[1:], CHILDREN)
    assert alone.category is Category.CHILD
