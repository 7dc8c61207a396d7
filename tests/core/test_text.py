"""Text as people type it, in any script."""

import pytest
from hypothesis import given, strategies as st

from eventsys.core.text import (
    CPR_MASK,
    UnusableCharacter,
    clean_line,
    clean_text,
    digits_of,
    mask_cpr,
    read_count,
)


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("3", 3),
        (" 12 ", 12),
        ("٣", 3),
        ("۱۲", 12),
        ("１２", 12),
        ("२", 2),
        ("-1", -1),
        ("−1", -1),
        ("0", 0),
        ("1_000", None),
        ("1e3", None),
        ("+3", None),
        ("tre", None),
        ("", None),
        ("²", 2),
        ("1.5", None),
        ("9" * 5000, None),
    ],
)
def test_a_number_is_read_as_people_write_it(typed, count):
    assert read_count(typed) == count


def test_a_line_is_composed_and_freed_of_direction_controls():
    assert clean_line(" A\u030ase\t\u202eMøller\u200f ") == "Åse Møller"


@pytest.mark.parametrize("bad", ["a\x00b", "\x1b[0m", "\ud800"])
def test_a_character_that_cannot_be_stored_is_refused(bad):
    with pytest.raises(UnusableCharacter):
        clean_line(bad)


def test_prose_keeps_its_lines():
    assert clean_text("en\r\nto\rtre\n") == "en\nto\ntre"


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"])))
def test_cleaning_twice_changes_nothing(text):
    assert clean_line(clean_line(text)) == clean_line(text)


@given(st.integers(0, 10**9))
def test_arabic_digits_are_digits(number):
    arabic = str(number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert (digits_of(arabic), read_count(arabic)) == (str(number), number)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("010203-1234", CPR_MASK),
        ("0102031234", CPR_MASK),
        ("010203 1234", CPR_MASK),
        ("01 02 03 12 34", "01 02 03 12 34"),
        ("01 02 03 - 1234", CPR_MASK),
        ("٠١٠٢٠٣-١٢٣٤", CPR_MASK),
        ("a 010203-1234, b 311299–4321.", f"a {CPR_MASK}, b {CPR_MASK}."),
        ("320203-1234", "320203-1234"),
        ("011303-1234", "011303-1234"),
        ("+45 12 34 56 78", "+45 12 34 56 78"),
        ("10102031234", "10102031234"),
        ("31.12.2027", "31.12.2027"),
        ("", ""),
    ],
)
def test_what_looks_like_a_cpr_number_is_taken_out(typed, stored):
    assert mask_cpr(typed) == stored


@given(st.text())
def test_a_masked_text_holds_no_cpr_number_any_more(text):
    assert mask_cpr(mask_cpr(text)) == mask_cpr(text)
