"""A percentage is written as its readers write it, and nothing at all is no nought."""

import pytest

from eventsys.core.text import Language
from eventsys.evaluation.rates.rules import Share
from eventsys.web.common.percents import percent_text


@pytest.mark.parametrize(
    ("share", "decimals", "text"),
    [
        (Share(55, 60), 1, "91,7\u00a0%"),
        (Share(44, 51), 1, "86,3\u00a0%"),
        (Share(64, 66), 0, "97\u00a0%"),
        (Share(128, 132), 0, "97\u00a0%"),
        (Share(0, 5), 1, "0,0\u00a0%"),
        (Share(0, 0), 1, "–"),
        (Share(67, 66), 0, "–"),
    ],
)
def test_in_danish_it_has_a_comma_and_a_space_that_holds(share, decimals, text):
    assert percent_text(share, decimals) == text


def test_each_language_writes_it_its_own_way():
    texts = {each.value: percent_text(Share(55, 60), 1, each) for each in Language}
    assert texts == {
        "da": "91,7\u00a0%",
        "en": "91.7%",
        "ar": "91.7%",
        "tr": "%91,7",
        "ur": "91.7%",
        "so": "91.7%",
    }
