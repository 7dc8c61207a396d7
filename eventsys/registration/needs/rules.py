"""What a need is, how long it is kept and when an interpreter can still be had."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from eventsys.core.text import CPR_MASK
from eventsys.events.care.rules import NeedKind

LONGEST_NEED = 200
KEPT_FOR = timedelta(days=14)
WORKDAYS_FOR_AN_INTERPRETER = 5
SIGN_LANGUAGE = "sgn"
INTERPRETED = (
    *("ar", "bn", "bs", "en", "es", "fa", "fr", "ku", "pl", "ps", "ro", "ru", "so", "sq", "sw"),
    *("ta", "th", "ti", "tr", "uk", "ur", "vi", "zh", SIGN_LANGUAGE),
)
"""The languages that are offered, by their code; any other is written."""

SATURDAY = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class NeedRequest:
    """What somebody needs; an interpreter's language by its code, or in words as the text.

    `number` is how many of a group need it, None where it is not counted.
    """

    kind: NeedKind
    text: str = ""
    language: str | None = None
    number: int | None = None


def is_masked(text: str) -> bool:
    """Tell whether something was taken out of a text."""
    return CPR_MASK in text


def deletion_moment(last_end: datetime) -> datetime:
    """Tell from when on needs are kept no longer."""
    return last_end + KEPT_FOR


def workdays_before(day: date, number: int) -> date:
    """Count workdays backwards from a day; weekends and public holidays are none."""
    holidays = {*danish_holidays(day.year), *danish_holidays(day.year - 1)}
    while number:
        day -= timedelta(days=1)
        number -= day.weekday() < SATURDAY and day not in holidays
    return day


def danish_holidays(year: int) -> Sequence[date]:
    """List the public holidays of a year, and the days before Christmas and New Year's Day."""
    easter = easter_sunday(year)
    moving = [easter + timedelta(days=days) for days in (-3, -2, 1, 39, 50)]
    return [
        *(date(year, 1, 1), date(year, 6, 5)),
        *moving,
        *(date(year, 12, day) for day in (24, 25, 26, 31)),
    ]


def easter_sunday(year: int) -> date:
    """Find Easter Sunday by the method of Meeus, Jones and Butcher."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap, shift = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * shift + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)
