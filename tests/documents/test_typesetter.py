"""What the child does with text: whatever people are called, the run ends well."""

import json

import pytest
from hypothesis import given, settings, strategies as st

from eventsys.documents.typesetter import answer, compiler, prepared, printable, typeset
from tests.documents.sheets import ARABIC_LABELS, make_face, make_sheet
from tests.documents.test_press import job_of

NAMES = st.lists(st.text(min_size=1, max_size=40), min_size=20, max_size=20)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(NAMES)
def test_any_text_can_be_typeset(names):
    typeset_all(names)


@pytest.mark.long
@pytest.mark.timeout(900)
@settings(max_examples=300, deadline=None)
@given(NAMES)
def test_any_text_at_all_can_be_typeset(names):
    typeset_all(names)


def typeset_all(names):
    """Print a sheet of tickets for people of such names."""
    faces = [make_face(name=name, place=(name,)) for name in names]
    job = json.loads(json.dumps(job_of(make_sheet(*faces))))
    assert typeset("ticket.typ", job)[:5] == b"%PDF-"


@pytest.mark.parametrize("language", ["da", "en", "ar", "tr", "ur", "so"])
def test_a_ticket_is_made_without_a_warning_in_each_language(language):
    sheet = make_sheet(make_face(name="نور جہاں"), language=language, labels=ARABIC_LABELS)
    job = prepared(json.loads(json.dumps(job_of(sheet))))
    _, warnings = compiler("ticket.typ").compile_with_warnings(
        format="pdf", pdf_standards=["ua-1", "a-2a"], sys_inputs={"job": json.dumps(job)}
    )
    assert [warning.message for warning in warnings] == []


def test_letters_apart_from_their_marks_are_joined():
    assert printable("A\u030arhus") == "Århus"


def test_joiners_that_spell_persian_and_urdu_stay():
    assert printable("می\u200cخواهم") == "می\u200cخواهم"


@pytest.mark.parametrize("odd", ["\uefcc", "\uf000", "\U000f0001", "\U0010fffd", "\ufdd0"])
def test_a_character_without_a_meaning_of_its_own_becomes_a_box(odd):
    assert printable(f"A{odd}a") == "A□a"
    typeset_all([f"A{odd}a"])


def test_an_answer_names_the_failure_alone():
    assert answer(b'{"template": "ticket.typ", "job": {}}') == b"-KeyError"


BARS = {"language": "da", "width": 170, "names": ["Tal"]}


def test_a_picture_is_one_that_every_program_can_draw():
    rows = [{"name": "نور #1", "bars": [1000], "numbers": "3"}]
    order = {"template": "bars.typ", "job": BARS | {"rows": rows}, "is_picture": True}
    told = answer(json.dumps(order).encode())
    assert told[:9] == b"+\x89PNG\r\n\x1a\n"
    assert answer(json.dumps(order).encode()) == told


def test_several_pages_are_no_picture():
    job = json.loads(json.dumps(job_of(make_sheet(make_face(), make_face()))))
    order = {"template": "ticket.typ", "job": job, "is_picture": True}
    assert answer(json.dumps(order).encode()) == b"-TypeError"
