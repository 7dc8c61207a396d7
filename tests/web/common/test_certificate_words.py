"""What a certificate says: its dates, how long it was, how much of it was attended."""

from datetime import UTC, datetime

import pytest

from eventsys.attendance.certificates.models import Certificate
from eventsys.core.localtime import COPENHAGEN
from eventsys.core.text import Language
from eventsys.web.common.certificate_words import certificate_words, say_attended, say_length
from eventsys.web.common.languages import speaking


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minutter"),
        (1, "1 minut"),
        (59, "59 minutter"),
        (60, "1 time"),
        (450, "7 timer og 30 minutter"),
        (720, "12 timer"),
    ],
)
def test_a_length_is_told_in_hours_and_minutes(in_app, minutes, words):
    with speaking(Language.DANISH):
        assert say_length(minutes) == words


def test_dates_are_counted_as_each_language_counts(in_app):
    told = {}
    for language in (Language.DANISH, Language.ENGLISH, Language.ARABIC, Language.TURKISH):
        with speaking(language):
            told[language] = [say_attended(1, 1), say_attended(4, 5)]
    assert told == {
        Language.DANISH: ["1 af 1 mødegang", "4 af 5 mødegange"],
        Language.ENGLISH: ["1 of 1 date", "4 of 5 dates"],
        Language.ARABIC: ["1 من موعد واحد", "4 من 5 مواعيد"],
        Language.TURKISH: ["1 tarihten 1", "5 tarihten 4"],
    }


def test_a_workshop_of_one_day_has_one_date_and_days_are_local(in_app):
    certificate = Certificate(
        title="Workshop",
        title_language=Language.DANISH,
        starts_at=datetime(2026, 12, 30, 23, 30, tzinfo=UTC),
        ends_at=datetime(2026, 12, 31, 15, 0, tzinfo=UTC),
        minutes=930,
        attended=1,
        held=1,
        issued_at=datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
    )
    with speaking(Language.DANISH):
        words = certificate_words(certificate, COPENHAGEN, Language.DANISH)
    assert (words.dates, words.issued) == ("31. december 2026", "1. januar 2027")
    assert words.revoked == ""
