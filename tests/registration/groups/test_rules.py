"""Who of a list takes which place of a group."""

import pytest

from eventsys.registration.groups.rules import Allotment, Named, Place, allot, person_key
from eventsys.registration.rules import Category

CHILD, ADULT = Category.CHILD, Category.ADULT


def place(position, name="", category=CHILD, year=None):
    return Place(position=position, name=name, category=category, birth_year=year)


def child(name, year=None):
    return Named(name=name, category=CHILD, birth_year=year)


@pytest.mark.parametrize("other", ["amina  KHAN", "Amina Khan ", "Amína Khan"])
def test_a_name_is_the_same_however_it_is_typed(other):
    assert person_key(other) == person_key("Amina Khan")


def test_a_list_told_again_changes_nothing():
    places = [place(1, "Amina"), place(2, "Bo", year=2015), place(3)]
    assert allot(places, [child("bo", 2015), child("AMINA")]) == Allotment(known=[0, 1])


def test_nameless_places_are_taken_in_order_and_more_people_need_new_ones():
    places = [place(1, "Amina"), place(2), place(3, category=ADULT)]
    people = [child("Amina"), child("Bo"), child("Carl"), Named(name="Dan")]
    assert allot(places, people) == Allotment(known=[0], taken={1: 2, 3: 3}, new=[2])


def test_two_of_a_name_need_two_places():
    assert allot([place(1, "Amina"), place(2)], [child("Amina"), child("Amina")]) == Allotment(
        known=[0], taken={1: 2}
    )


@pytest.mark.parametrize(
    ("there", "told", "is_known"), [(2015, 2015, True), (2015, None, True), (2015, 2016, False)]
)
def test_birth_years_that_differ_are_two_people(there, told, is_known):
    found = allot([place(1, "Amina", year=there)], [child("Amina", told)])
    assert found == (Allotment(known=[0]) if is_known else Allotment(new=[0]))
