"""What may be answered, and what is blotted out of people's own words."""

import pytest
from hypothesis import given, strategies as st

from eventsys.evaluation.responses.rules import (
    LONGEST_TEXT,
    MASK,
    Sheet,
    is_mixing_due,
    masked,
    wrong_in,
)
from eventsys.evaluation.surveys.rules import AskedQuestion, SurveyQuestionKind as Kind


def asked(number, kind, *options, may_be_irrelevant=False):
    return AskedQuestion(
        id=number,
        code=f"q{number}",
        position=number,
        kind=kind,
        may_be_irrelevant=may_be_irrelevant,
        options=options,
        positive=(),
        words={},
    )


ASKED = {
    1: asked(1, Kind.SCALE, may_be_irrelevant=True),
    2: asked(2, Kind.YES_NO),
    3: asked(3, Kind.CHOICE, "mail", "poster"),
    4: asked(4, Kind.TEXT),
}


@pytest.mark.parametrize(
    ("sheet", "wrong"),
    [
        (Sheet(values={1: "4", 2: "no", 3: "mail"}, texts={4: "Tak"}), set()),
        (Sheet(values={1: "not-relevant"}), set()),
        (Sheet(values={1: "5"}), {1}),
        (Sheet(values={1: "0", 2: "maybe"}), {1, 2}),
        (Sheet(values={2: "not-relevant"}), {2}),
        (Sheet(values={3: "fax"}), {3}),
        (Sheet(values={4: "4"}), {4}),
        (Sheet(values={9: "4"}), {9}),
        (Sheet(texts={1: "Tak"}), {1}),
        (Sheet(texts={9: "Tak"}), {9}),
        (Sheet(texts={4: "a" * LONGEST_TEXT}), set()),
        (Sheet(texts={4: "a" * (LONGEST_TEXT + 1)}), {4}),
    ],
)
def test_only_what_is_offered_can_be_answered(sheet, wrong):
    assert wrong_in(sheet, ASKED) == wrong


@pytest.mark.parametrize(
    ("sheet", "is_blank"),
    [
        (Sheet(), True),
        (Sheet(texts={4: " \n"}), True),
        (Sheet(texts={4: "Tak"}), False),
        (Sheet(values={1: "not-relevant"}), False),
    ],
)
def test_a_sheet_with_one_answer_is_not_blank(sheet, is_blank):
    assert sheet.is_blank == is_blank


@pytest.mark.parametrize(
    "number",
    [
        "010203-1234",
        "0102031234",
        "010203 1234",
        "01 02 03 1234",
        "01.02.03-1234",
        "01/02/03 – 1234",
        "010203\u00a01234",
        "٠١٠٢٠٣-١٢٣٤",
        "۰۱۰۲۰۳۱۲۳۴",
        "٠١٠٢٠٣\u200f-١٢٣٤",
    ],
)
def test_a_persons_number_is_blotted_out_however_it_is_written(number):
    assert masked(f"Mit nummer er {number}, tak.") == f"Mit nummer er {MASK}, tak."


@pytest.mark.parametrize(
    "text", ["Vi var 25 af 714.", "Ring 12 34 56 78", "I 2009 kom 10.000", "12345678901", ""]
)
def test_other_numbers_stay(text):
    assert masked(text) == text


@given(st.text(st.sampled_from("0123456789٠١٢- .–x")))
def test_what_is_blotted_out_once_stays_as_it_is(text):
    assert masked(masked(text)) == masked(text)


@pytest.mark.parametrize(
    ("total", "mixed", "is_quiet", "is_due"),
    [
        (0, 0, True, False),
        (5, 5, True, False),
        (1, 0, False, True),
        (10, 9, False, True),
        (200, 190, False, False),
        (200, 190, True, True),
        (200, 180, False, True),
        (9, 10, False, True),
    ],
)
def test_many_are_mixed_at_night_and_few_at_once(total, mixed, is_quiet, is_due):
    assert is_mixing_due(total, mixed, is_quiet=is_quiet) == is_due
