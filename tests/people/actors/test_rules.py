"""How names of organisations are compared, and which one holds on a day."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from eventsys.people.actors.rules import (
    DatedName,
    NameKind,
    fold_name,
    holder_of,
    is_span,
    loosen,
    name_on,
)

OFFICIAL, ALIAS = NameKind.OFFICIAL, NameKind.ALIAS


def named(name, first=None, last=None, kind=OFFICIAL, number=1):
    return DatedName(id=number, actor_id=1, name=name, kind=kind, valid_from=first, valid_to=last)


@pytest.mark.parametrize(
    "typed",
    [
        "Københavns Politi",
        "KØBENHAVNS POLITI",
        "  københavns\u00a0 politi ",
        "Københavns-Politi.",
        "Kø\u00adbenhavns Politi",
        "Københavns Ｐoliti",
    ],
)
def test_case_spacing_width_and_punctuation_make_no_difference(typed):
    assert fold_name(typed) == "københavns politi"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Klubben i Mjølnerparken", "Klubben på Mjølnerparken"),
        ("Nørrebro Bibliotek", "Noerrebro Bibliotek"),
        ("Skolen på Ågade", "skolen i Aagade"),
        ("Børn & Unge", "Børn og Unge"),
    ],
)
def test_probable_spellings_are_told_apart_but_suggested(one, other):
    assert fold_name(one) != fold_name(other)
    assert loosen(one) == loosen(other)


def test_a_name_of_small_words_alone_is_still_a_name():
    assert loosen("På og i") == "paogi"
    assert (fold_name("?!"), loosen("?!")) == ("", "")


@given(st.text())
def test_comparing_a_name_that_was_brought_into_form_changes_nothing(text):
    assert fold_name(fold_name(text)) == fold_name(text)


OLD = named("Projektrådgivningen", None, date(2009, 12, 31))
NEW = named("Puljer og Projekter", date(2010, 1, 1), number=2)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2009, 12, 31), "Projektrådgivningen"),
        (date(2010, 1, 1), "Puljer og Projekter"),
        (date(2026, 1, 1), "Puljer og Projekter"),
    ],
)
def test_the_name_is_the_one_that_held_on_the_day(day, name):
    alias = named("Puljen", kind=ALIAS, number=3)
    assert name_on([alias, NEW, OLD], day) == name


def test_where_no_name_holds_it_is_the_last_before_or_the_first_of_all():
    ended = named("Gammel", date(2001, 1, 1), date(2002, 1, 1))
    later = named("Ny", date(2005, 1, 1), date(2006, 1, 1), number=2)
    days = (date(2000, 1, 1), date(2003, 1, 1), date(2005, 6, 1), date(2020, 1, 1))
    assert [name_on([later, ended], day) for day in days] == ["Gammel", "Gammel", "Ny", "Ny"]


def test_names_meet_where_they_share_a_day():
    assert OLD.meets(date(2009, 12, 31), None)
    assert not OLD.meets(date(2010, 1, 1), None)
    assert NEW.meets(None, date(2010, 1, 1))
    assert not NEW.meets(None, date(2009, 12, 31))


def test_of_names_spelt_alike_those_that_hold_on_the_day_come_first():
    day = date(2011, 1, 1)
    assert holder_of([OLD, NEW], day) == [NEW]
    assert holder_of([OLD], day) == [OLD]


def test_a_span_ends_no_day_before_it_begins():
    day = date(2010, 1, 1)
    assert is_span(day, day)
    assert is_span(None, day)
    assert not is_span(date(2010, 1, 2), day)
