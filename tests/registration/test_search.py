"""People are found by what is known of them, on both databases."""

import pytest

from eventsys.registration.queries import count_participants, list_participants
from eventsys.registration.rules import Channel, Contact
from eventsys.registration.search import LONGEST_SEARCH, SEARCHED, holds, read_search
from tests.factories import make_event, make_registration


@pytest.fixture
def event(session):
    """Three registrations: by e-mail, by phone, and with odd names."""
    event = make_event(session)
    make_registration(session, event, "Amina Khan", "Øyvind")
    by_phone = Contact(name="Åse Yde", channel=Channel.PHONE, phone="+4512345678")
    make_registration(session, event, "Bo", contact=by_phone)
    silent = Contact(name="فاطمة", channel=Channel.NONE)
    make_registration(session, event, "100% Yde_x", "", contact=silent)
    make_registration(session, make_event(session), "Amina Khan")
    return event


FOUND = [
    ("amina", ["Amina Khan", "Øyvind"]),
    ("KHAN AMINA", ["Amina Khan", "Øyvind"]),
    ("øyvind", ["Øyvind"]),
    ("Øyv", ["Øyvind"]),
    ("åse", ["Bo"]),
    ("bo yde", ["Bo"]),
    ("AMINA@example", ["Amina Khan", "Øyvind"]),
    ("12 34 56 78", ["Bo"]),
    ("+45 12345678", ["Bo"]),
    ("0045 12-34-56-78", ["Bo"]),
    ("١٢٣٤٥٦٧٨", ["Bo"]),
    ("5678", ["Bo"]),
    ("فاطمة", ["100% Yde_x", ""]),
    ("%", ["100% Yde_x"]),
    ("e_x", ["100% Yde_x"]),
    ("_", ["100% Yde_x"]),
    ("/", []),
    ("'; drop table participant", []),
    ("nobody", []),
]


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_people_are_found_by_names_and_addresses(session, event, text, names):
    assert [row.name for row in list_participants(session, event, search=text)] == names
    assert count_participants(session, event, search=text) == len(names)


def test_people_are_found_by_their_reference_however_it_is_written(session, event):
    registration = make_registration(session, event, "Cleo")
    code = registration.reference
    for text in (code, code.lower(), f"{code[:4]}-{code[4:]}", f"{code[:4]} {code[4:]}", code[:5]):
        assert [row.name for row in list_participants(session, event, search=text)] == ["Cleo"]


def test_a_search_goes_on_behind_an_id(session, event):
    first, second = list_participants(session, event, search="amina")
    rest = list_participants(session, event, search="amina", after=first.id, limit=1)
    assert [row.id for row in rest] == [second.id]


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("  Amina\u202e   Khan ", "Amina Khan"),
        ("a\x00b", ""),
        ("\ud800", ""),
        ("x" * 999, "x" * LONGEST_SEARCH),
    ],
)
def test_what_is_typed_is_cleaned_before_it_is_searched_for(typed, searched):
    assert read_search(typed) == searched


@pytest.mark.parametrize(("word", "spellings"), [("xyzzy", 1), ("Søren", 1), ("øyvind", 2)])
def test_spellings_that_every_database_holds_for_one_are_looked_for_once(word, spellings):
    assert str(holds(SEARCHED, word)).count(" LIKE ") == spellings


def test_what_one_text_ends_with_and_the_next_begins_with_is_no_word(session, event):
    for text in ("KhanAmina", "Khanamina@example.org", "ØyvindAmina"):
        assert list_participants(session, event, search=text) == []
    assert len(list_participants(session, event, search="Khan Amina")) == 2
