"""Days as people write them."""

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given, strategies as st

from eventsys.core.text import Language
from eventsys.registration.questions.dates import read_date

LAST = date(2027, 12, 31)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("31.12.2027", LAST),
        ("31/12-2027", LAST),
        ("31 12 2027", LAST),
        ("2027-12-31", LAST),
        ("٣١/١٢/٢٠٢٧", LAST),
        ("۳۱ دسمبر ۲۰۲۷", LAST),
        ("31. dec. 2027", LAST),
        ("31 Aralık 2027", LAST),
        ("1. maj 2027", date(2027, 5, 1)),
        ("1maj 2027", date(2027, 5, 1)),
        ("1 كانون الثاني 2027", date(2027, 1, 1)),
        ("31.13.2027", None),
        ("29.2.2027", None),
        ("1.5.27", None),
        ("3112 2027", None),
        ("31.12.1827", None),
        ("1 ğ 2027", None),
        ("i morgen", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_write_it(typed, day):
    assert read_date(typed) == day


@given(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    st.sampled_from(Language),
    st.sampled_from(["d MMMM y", "d. MMM y", "dd/MM/y", "d.M.y", "y-MM-dd"]),
)
def test_a_day_comes_back_however_a_language_writes_it(day, language, pattern):
    assert read_date(format_date(day, pattern, locale=language.value)) == day
