"""The team notes what it must know of a registration; the log says who did, never what."""

import pytest

from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM, Principal, PrincipalKind
from eventsys.core.text import UnusableCharacter
from eventsys.privacy.queries import stored_about
from eventsys.registration.notes.errors import NotANote
from eventsys.registration.notes.operations import LONGEST_NOTE, add_note, remove_note
from eventsys.registration.notes.queries import find_note_in, list_notes
from tests.factories import AT, START, make_event, make_family

ME = Principal(PrincipalKind.ACCOUNT, 7)


@pytest.fixture
def family(session):
    return make_family(session, make_event(session))


def test_the_newest_note_stands_first_with_who_wrote_it_and_when(session, family):
    add_note(session, family, "  Kommer\r\nlidt senere ", at=AT, by=ME)
    add_note(session, family, "Ringede", at=START, by=SYSTEM)
    notes = list_notes(session, family.id)
    assert [(each.note, each.written_at, each.written_by) for each in notes] == [
        ("Ringede", START, "system"),
        ("Kommer\nlidt senere", AT, "account:7"),
    ]


def test_a_form_that_is_sent_twice_makes_one_note(session, family):
    for by in (ME, ME, SYSTEM, ME):
        add_note(session, family, "Ringede", at=AT, by=by)
    assert [each.written_by for each in list_notes(session, family.id)] == [
        "account:7",
        "system",
        "account:7",
    ]


def test_a_number_that_looks_like_a_cpr_number_is_taken_out(session, family):
    add_note(session, family, "CPR 010190-1234", at=AT, by=ME)
    assert "1234" not in list_notes(session, family.id)[0].note


@pytest.mark.parametrize("text", ["", " \n ", "x" * (LONGEST_NOTE + 1)])
def test_nothing_and_too_much_are_no_note(session, family, text):
    with pytest.raises(NotANote):
        add_note(session, family, text, at=AT, by=ME)
    with pytest.raises(UnusableCharacter):
        add_note(session, family, "a\0b", at=AT, by=ME)
    assert list_notes(session, family.id) == []


def test_a_note_is_found_at_its_own_event_alone_and_can_be_taken_away(session, family):
    add_note(session, family, "Ringede", at=AT, by=ME)
    (note,) = list_notes(session, family.id)
    assert find_note_in(session, make_event(session).id, note.id) is None
    assert find_note_in(session, family.event_id, note.id) is note
    remove_note(session, note, at=AT, by=ME)
    assert list_notes(session, family.id) == []
    log = session.query(AuditEntry).filter_by(object_kind="registration_note")
    assert [entry.verb for entry in log.order_by(AuditEntry.id)] == ["note", "remove note"]
    assert not [entry for entry in log if "Ringede" in (entry.details or "")]


def test_those_a_note_is_about_can_read_it(session, family):
    add_note(session, family, "Ringede", at=AT, by=ME)
    (told,) = stored_about(session, family)["registration_note"]
    assert told["note"] == "Ringede"
