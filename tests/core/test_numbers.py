"""Numbers as people read them, exact to the digit and in the signs of their language."""

from decimal import Decimal

import pytest

from eventsys.core.numbers import write_count, write_estimate, write_halves, write_percent
from eventsys.core.text import Language

DA, EN = Language.DANISH, Language.ENGLISH


@pytest.mark.parametrize(
    ("percent", "danish", "english"),
    [
        (Decimal("91.7"), "91,7\u00a0%", "91.7%"),
        (Decimal("0.0"), "0,0\u00a0%", "0.0%"),
        (Decimal(97), "97\u00a0%", "97%"),
        (None, "–", "–"),
    ],
)
def test_percentages(percent, danish, english):
    assert (write_percent(percent, DA), write_percent(percent, EN)) == (danish, english)
    assert write_percent(Decimal("91.7"), Language.TURKISH) == "%91,7"


def test_thousands_have_a_point_in_danish_and_a_comma_in_english():
    assert [write_count(number, DA) for number in (0, 714, 9960, 1234567)] == [
        "0",
        "714",
        "9.960",
        "1.234.567",
    ]
    assert write_count(10000, EN) == "10,000"
    assert (write_estimate(10000, DA), write_estimate(10000, EN)) == (
        "ca. 10.000",
        "approx. 10,000",
    )


@pytest.mark.parametrize(
    ("halves", "written"), [(0, "0"), (1, "½"), (2, "1"), (3, "1½"), (5, "2½"), (10, "5")]
)
def test_halves_are_never_rounded_to_wholes(halves, written):
    assert write_halves(halves) == written
