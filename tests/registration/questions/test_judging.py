"""What given answers come to."""

import pytest
from hypothesis import given, strategies as st

from eventsys.core.text import Language
from eventsys.events.rules import RegistrationWindow
from eventsys.registration.questions.errors import Fault
from eventsys.registration.questions.judging import answers_close_at, is_masked, judge
from eventsys.registration.questions.rules import (
    AskedOf,
    Condition,
    QuestionKind,
    QuestionView,
    QuestionWords,
    code_from,
)
from tests.factories import AT, HOURS

KINDS = QuestionKind


def question(code="q", kind=KINDS.TEXT, **changes):
    values = {
        "id": 1,
        "code": code,
        "kind": kind,
        "asked_of": AskedOf.PARTICIPANT,
        "is_required": False,
        "options": ("meat", "plants"),
        "condition": None,
        "deletion_days": 30,
        "is_retired": False,
        "words": {Language.DANISH: QuestionWords(label="Spørgsmål")},
    }
    return QuestionView(**(values | changes))


def outcome(asked, typed):
    """Tell what came of the answer to one question: its value, or what is wrong."""
    judged = judge([asked], {asked.code: typed})
    return judged.faults.get(asked.code, judged.values.get(asked.code))


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        (KINDS.TEXT, "  Uden nødder ", "Uden nødder"),
        (KINDS.TEXT, "مرحبا\u202e", "مرحبا"),
        (KINDS.TEXT, "<b>fed</b>", "<b>fed</b>"),
        (KINDS.TEXT, "ø" * 500, "ø" * 500),
        (KINDS.TEXT, "ø" * 501, Fault.TOO_LONG),
        (KINDS.TEXT, "\x00", Fault.UNUSABLE),
        (KINDS.TEXT, "mit cpr er 010203-1234", "mit cpr er [fjernet: ligner CPR]"),
        (KINDS.TEXT, ["a", "b"], Fault.NO_CHOICE),
        (KINDS.NUMBER, "٣", "3"),
        (KINDS.NUMBER, "۱۲", "12"),
        (KINDS.NUMBER, "0", "0"),
        (KINDS.NUMBER, "-1", Fault.NO_NUMBER),
        (KINDS.NUMBER, "1_000", Fault.NO_NUMBER),
        (KINDS.NUMBER, "tre", Fault.NO_NUMBER),
        (KINDS.NUMBER, "9" * 5000, Fault.NO_NUMBER),
        (KINDS.CHOICE, "meat", "meat"),
        (KINDS.CHOICE, "fish", Fault.NO_CHOICE),
        (KINDS.CHOICE, ["meat", "plants"], Fault.NO_CHOICE),
        (KINDS.CHOICES, ["plants", "meat"], "meat plants"),
        (KINDS.CHOICES, "plants", "plants"),
        (KINDS.CHOICES, ["plants", "fish"], Fault.NO_CHOICE),
        (KINDS.YES_NO, "yes", "yes"),
        (KINDS.YES_NO, "no", "no"),
        (KINDS.YES_NO, "maybe", Fault.NO_CHOICE),
        (KINDS.DATE, "٣١/١٢/٢٠٢٧", "2027-12-31"),
        (KINDS.DATE, "31.2.2027", Fault.NO_DATE),
        (KINDS.AGREEMENT, "yes", "yes"),
        (KINDS.AGREEMENT, "no", None),
        (KINDS.AGREEMENT, "y", Fault.NO_CHOICE),
        *((kind, "", None) for kind in KINDS),
        *((kind, " ", None) for kind in KINDS),
        *((kind, [], None) for kind in KINDS),
    ],
)
def test_an_answer_is_stored_or_refused(kind, typed, stored):
    assert outcome(question(kind=kind), typed) == stored


@pytest.mark.parametrize("kind", KINDS)
def test_a_required_answer_is_demanded(kind):
    fault = Fault.NOT_AGREED if kind is KINDS.AGREEMENT else Fault.MISSING
    assert outcome(question(kind=kind, is_required=True), "") == fault


def test_a_text_of_nothing_but_controls_is_no_answer():
    assert outcome(question(is_required=True), "\u202e\u200f") == Fault.MISSING


def test_whoever_does_not_agree_has_not_agreed():
    asked = question(kind=KINDS.AGREEMENT, is_required=True)
    assert outcome(asked, "no") == Fault.NOT_AGREED


def test_an_answer_to_what_is_not_asked_is_unknown():
    assert judge([question()], {"other": "x"}).faults == {"other": Fault.UNKNOWN}


EATS = question("eats", KINDS.YES_NO, is_required=True)
WHAT = question("what", KINDS.CHOICES, is_required=True, condition=Condition("eats", "yes"))
WHY = question("why", is_required=True, condition=Condition("what", "plants"))


@pytest.mark.parametrize(
    ("given", "values", "faults"),
    [
        ({"eats": "yes"}, {"eats": "yes"}, {"what": Fault.MISSING}),
        ({"eats": "no", "what": "meat", "why": "x"}, {"eats": "no"}, {}),
        ({"what": "plants", "why": "x"}, {}, {"eats": Fault.MISSING}),
        (
            {"eats": "yes", "what": ["meat", "plants"]},
            {"eats": "yes", "what": "meat plants"},
            {"why": Fault.MISSING},
        ),
        (
            {"eats": "yes", "what": ["meat"], "why": "x"},
            {"eats": "yes", "what": "meat"},
            {},
        ),
    ],
)
def test_what_is_not_shown_is_dropped_and_not_demanded(given, values, faults):
    judged = judge([EATS, WHAT, WHY], given)
    assert (judged.values, judged.faults) == (values, faults)


def test_what_looks_like_a_cpr_number_is_noticed():
    assert is_masked("٠١٠٢٠٣-١٢٣٤")
    assert not is_masked("12 34 56 78")
    assert not is_masked(["010203-1234"])


def test_answers_can_be_changed_until_registration_closes_or_the_occasion_begins():
    open_end = RegistrationWindow(takes_registrations=True, opens_at=None, closes_at=None)
    closing = RegistrationWindow(takes_registrations=True, opens_at=None, closes_at=AT)
    assert answers_close_at(open_end, AT + HOURS) == AT + HOURS
    assert answers_close_at(closing, AT + HOURS) == AT
    assert answers_close_at(closing, AT - HOURS) == AT - HOURS


@pytest.mark.parametrize(
    ("label", "taken", "code"),
    [
        ("Spiser I med?", (), "spiser_i_med"),
        ("Spiser I med?", ("spiser_i_med",), "spiser_i_med_2"),
        ("Spiser I med?", ("spiser_i_med", "spiser_i_med_2"), "spiser_i_med_3"),
        ("Ål på brød", (), "aal_paa_broed"),
        ("2 dage", (), "q_2_dage"),
        ("مرحبا", (), "q"),
        ("x" * 300, (), "x" * 36),
    ],
)
def test_a_code_is_made_from_the_danish_label(label, taken, code):
    assert code_from(label, frozenset(taken)) == code


@given(st.text(), st.frozensets(st.text(), max_size=3))
def test_a_code_is_never_one_that_is_taken(label, taken):
    codes = set(taken)
    for _ in range(3):
        codes.add(code_from(label, frozenset(codes)))
    assert len(codes) == len(taken) + 3
