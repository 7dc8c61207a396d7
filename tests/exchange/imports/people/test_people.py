"""What each row of a list of registrations comes to."""

import pytest

from eventsys.core.folding import fold
from eventsys.core.text import Language
from eventsys.events.rules import AgeRule
from eventsys.exchange.imports.people.columns import KNOWN_HEADINGS, PersonColumn
from eventsys.exchange.imports.people.rules import EventFacts, judge_people, requests_of
from eventsys.exchange.imports.rules import columns_chosen, is_unwanted
from eventsys.registration.groups.rules import person_key
from eventsys.registration.rules import Category, Channel, Contact, Source

COLUMNS = ("name", "email", "phone", "category", "birth-year", "language", "date", "reference")
EVERYBODY = EventFacts()


def judged(*rows, facts=EVERYBODY, columns=COLUMNS):
    return judge_people([(place, row) for place, row in enumerate(rows, start=2)], columns, facts)


def faults(*rows, **changes):
    return [(each.outcome.fault, each.outcome.column) for each in judged(*rows, **changes)]


def test_a_row_is_read_as_people_write_it():
    [person] = judged(("Amina Khan", "amina@ÆØÅ.dk", "12 34 56 78", "Barn", "", "Türkçe"))
    assert (person.name, person.category, person.language) == (
        "Amina Khan",
        Category.CHILD,
        Language.TURKISH,
    )
    assert person.contact == Contact(
        name="Amina Khan",
        channel=Channel.EMAIL,
        email="amina@xn--5cab8c.dk",
        phone="+4512345678",
    )
    assert person.outcome.is_ready


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("",), ("no-name", "name")),
        (("A" * 81,), ("long-name", "name")),
        (("A\ufffdB",), ("unreadable", "name")),
        (("A", "a(at)b"), ("email", "email")),
        (("A", "", "123"), ("phone", "phone")),
        (("A", "", "", "hund"), ("category", "category")),
        (("A", "", "", "", "", "Klingon"), ("language", "language")),
        (("A", "a@b.dk"), ("", "")),
        (("=cmd|' /C calc'!A0",), ("", "")),
    ],
)
def test_the_first_thing_that_is_wrong_is_named(row, fault):
    assert faults(row) == [fault]


def test_a_contact_alone_is_somebody_and_too_long_a_one_is_not():
    columns = ("name", "contact")
    assert faults(("", "Amina"), ("", "A" * 81), columns=columns) == [
        ("", ""),
        ("long-name", "contact"),
    ]


def test_first_and_last_name_are_one_name():
    [person] = judged(("Amina", "Khan"), columns=("first-name", "last-name"))
    assert person.name == "Amina Khan"


def test_a_row_that_says_the_same_twice_is_named_with_the_other():
    people = judged(("Åse", "a@b.dk"), ("aase", "a@b.dk"), ("Åse", "c@d.dk"), ("", ""), ("", ""))
    assert [(each.outcome.fault, each.outcome.other) for each in people] == [
        ("", 0),
        ("twice", 2),
        ("", 0),
        ("no-name", 0),
        ("no-name", 0),
    ]


@pytest.mark.parametrize(
    ("addresses", "row", "is_known"),
    [
        ({"a@b.dk"}, ("Amina", "a@b.dk"), True),
        ({"a@b.dk"}, ("Amina",), True),
        ({""}, ("Amina", "a@b.dk"), True),
        ({"c@d.dk"}, ("Amina", "a@b.dk"), False),
        ({"a@b.dk"}, ("Bo", "a@b.dk"), False),
    ],
)
def test_somebody_of_the_same_name_and_no_other_address_is_known(addresses, row, is_known):
    facts = EventFacts(known={(person_key("amina"), None): frozenset(addresses)})
    assert faults(row, facts=facts) == [("known", "name") if is_known else ("", "")]


def test_an_age_rule_asks_for_a_year_that_fits():
    facts = EventFacts(
        age_rule=AgeRule(2010, 2015), known={(person_key("D"), 2011): frozenset({""})}
    )
    years = {"A": "2012", "B": "", "C": "1999", "D": "2011"}
    rows = [(name, "", "", "", year) for name, year in years.items()]
    assert faults(*rows, facts=facts) == [
        ("", ""),
        ("year", "birth-year"),
        ("outside-age", "birth-year"),
        ("known", "name"),
    ]
    assert [each.category for each in judged(rows[0], facts=facts)] == [Category.CHILD]


def test_a_date_is_asked_for_where_people_choose_one():
    facts = EventFacts(dates=frozenset({1, 2}))
    rows = [("A", "", "", "", "", "", date) for date in ("2", "3", "")]
    assert faults(*rows, facts=facts) == [("", ""), ("date", "date"), ("date", "date")]


def test_what_looks_like_a_cpr_number_is_gone():
    [person] = judged(("Amina [fjernet: ligner CPR]",))
    assert person.name == "Amina"


def test_rows_of_one_reference_are_one_registration_others_are_their_own():
    rows = [("A", "a@b.dk"), ("B",), ("C",), ("D", "nowhere")]
    people = judged(*[(*row, *[""] * (7 - len(row)), "R1" * (row[0] in "BC")) for row in rows])
    found = requests_of(people)
    names = [[each.name for each in request.participants] for request in found]
    assert names == [["A"], ["B", "C"]]
    assert {request.source for request in found} == {Source.PAPER}


def test_a_party_larger_than_a_registration_becomes_several():
    people = judged(*[(f"P{number}", *[""] * 6, "R") for number in range(12)])
    assert [len(request.participants) for request in requests_of(people)] == [10, 2]


def test_headings_are_known_in_any_language_and_order_and_the_first_of_two_counts():
    heads = ["Telefon", "Navn på barnet", "Noget andet", "Mobil", " E-mail: ", "الاسم"]
    assert columns_chosen(heads, KNOWN_HEADINGS) == ["phone", "name", "", "", "email", ""]
    assert set(KNOWN_HEADINGS.values()) == {each.value for each in PersonColumn}
    assert all(heading == fold(heading) for heading in KNOWN_HEADINGS)


@pytest.mark.parametrize("heading", ["CPR-nummer", "Etnicitet", "nationality ", "Religion:"])
def test_what_we_never_take_in_is_known_by_its_heading(heading):
    assert is_unwanted(heading)
    assert not is_unwanted("Navn")


def test_somebody_known_is_neither_ready_nor_wrong():
    facts = EventFacts(known={(person_key("A"), None): frozenset({""})})
    people = judged(("A",), ("B",), ("",), facts=facts)
    assert [(each.outcome.is_ready, each.outcome.is_wrong) for each in people] == [
        (False, False),
        (True, False),
        (False, True),
    ]
