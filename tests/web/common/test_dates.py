from datetime import UTC, date, datetime, timedelta

import pytest

from eventsys.core.text import Language
from eventsys.web.common.dates import leaf_of, say_moment, say_month, say_when

ZONE = "Europe/Copenhagen"
START = datetime(2026, 9, 12, 11, 0, tzinfo=UTC)


@pytest.fixture
def when(app):
    def said(start, end, language=Language.DANISH, **options):
        with app.test_request_context(f"/{language}/"):
            return say_when(start, end, ZONE, language, **options)

    return said


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.DANISH, "lørdag 12. september kl. 13.00–16.30"),
        (Language.ENGLISH, "Saturday 12 September 13:00–16:30"),
        (Language.ARABIC, "السبت 12 سبتمبر من 13:00 إلى 16:30"),
        (Language.TURKISH, "12 Eylül Cumartesi saat 13:00–16:30"),
        (Language.URDU, "ہفتہ 12 ستمبر 13:00 سے 16:30 تک"),
        (Language.SOMALI, "Sabti 12 Sebtembar 13:00–16:30"),
    ],
)
def test_a_span_is_said_in_each_language(when, language, words):
    assert str(when(START, START + timedelta(hours=3, minutes=30), language)) == words


def test_the_start_stands_for_machines_with_its_offset(when):
    assert when(START, START).iso == "2026-09-12T13:00+02:00"


def test_a_span_over_midnight_says_both_days(when):
    span = when(START, START + timedelta(hours=14))
    assert str(span) == "lørdag 12. september kl. 13.00 til søndag 13. september kl. 3.00"


def test_the_year_is_said_where_it_is_asked_for(when):
    assert when(START, START, year=True).day == "lørdag 12. september 2026"


@pytest.mark.parametrize(
    ("moment", "clock"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "kl. 2.30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "kl. 2.30"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "kl. 3.00"),
    ],
)
def test_local_time_is_told_in_the_nights_when_the_clocks_change(app, moment, clock):
    with app.test_request_context("/da/"):
        assert say_moment(moment, ZONE, Language.DANISH).endswith(clock)


def test_a_leaf_and_a_month_are_short(app):
    day = date(2026, 12, 6)
    leaf = leaf_of(day, Language.DANISH)
    assert (leaf.weekday, leaf.day, leaf.month) == ("søn", "6", "dec")
    assert say_month(day, Language.DANISH) == "december 2026"
