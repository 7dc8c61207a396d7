from datetime import UTC, date, datetime, timedelta

import pytest

from eventsys.core.text import Language
from eventsys.web.common.dates import leaf_of, say_day, say_moment, say_month, say_when

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
        (Language.URDU, "ہفتہ 12 ستمبر، 13:00 سے 16:30 تک"),
        (Language.SOMALI, "Sabti 12 Sebteembar saacadda 13:00–16:30"),
    ],
)
def test_a_span_is_said_in_each_language(when, language, words):
    assert str(when(START, START + timedelta(hours=3, minutes=30), language)) == words


def test_the_start_stands_for_machines_with_its_offset(when):
    assert when(START, START).iso == "2026-09-12T13:00+02:00"


def test_a_span_over_midnight_says_both_days(when):
    span = when(START, START + timedelta(hours=14))
    assert str(span) == "lørdag 12. september kl. 13.00 til søndag 13. september kl. 3.00"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            Language.TURKISH,
            "12 Eylül Cumartesi saat 13:00 (bitiş: 13 Eylül Pazar, saat 3:00)",
        ),
        (
            Language.SOMALI,
            "Sabti 12 Sebteembar saacadda 13:00 ilaa Axad 13 Sebteembar saacadda 3:00",
        ),
    ],
)
def test_both_days_are_said_in_other_languages(when, language, words):
    assert str(when(START, START + timedelta(hours=14), language)) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.DANISH, "lørdag 12. september 2026"),
        (Language.ENGLISH, "Saturday 12 September 2026"),
        (Language.ARABIC, "السبت 12 سبتمبر 2026"),
        (Language.TURKISH, "12 Eylül 2026 Cumartesi"),
        (Language.URDU, "ہفتہ 12 ستمبر 2026"),
        (Language.SOMALI, "Sabti 12 Sebteembar 2026"),
    ],
)
def test_the_year_stands_where_each_language_has_it(when, language, words):
    assert when(START, START, language, year=True).day == words


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


@pytest.mark.parametrize(
    ("language", "leaf", "month"),
    [
        (Language.DANISH, ("søn", "6", "dec"), "december 2026"),
        (Language.ENGLISH, ("Sun", "6", "Dec"), "December 2026"),
        (Language.ARABIC, ("الأحد", "6", "ديسمبر"), "ديسمبر 2026"),
        (Language.TURKISH, ("Paz", "6", "Ara"), "Aralık 2026"),
        (Language.URDU, ("اتوار", "6", "دسمبر"), "دسمبر 2026"),
        (Language.SOMALI, ("Axd", "6", "Dis"), "Diseembar 2026"),
    ],
)
def test_a_leaf_and_a_month_are_short(language, leaf, month):
    day = date(2026, 12, 6)
    found = leaf_of(day, language)
    assert (found.weekday, found.day, found.month) == leaf
    assert say_month(day, language) == month


@pytest.mark.parametrize("language", list(Language))
def test_a_day_spells_its_month_as_the_list_of_months_does(language):
    days = [date(2026, month, 1) for month in range(1, 13)]
    months = [say_month(day, language).removesuffix(" 2026") for day in days]
    assert [month in say_day(day, language) for day, month in zip(days, months, strict=True)] == (
        [True] * 12
    )
