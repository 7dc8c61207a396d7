"""Days and hours as people read them, in their language and the event's zone."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from babel.dates import format_date

from eventsys.core.localtime import to_local
from eventsys.core.text import Language
from eventsys.web.common.words import _

DAY_PATTERN = "EEEE d MMMM"
DAY_PATTERNS = {
    Language.DANISH: "EEEE d. MMMM",
    Language.TURKISH: "d MMMM EEEE",
    Language.SOMALI: "EEEE d LLLL",  # the month as a calendar spells it; the other form differs
}
YEAR_DAY_PATTERNS = {Language.TURKISH: "d MMMM y EEEE"}
DATE_PATTERN = "d MMMM y"
DATE_PATTERNS = {Language.DANISH: "d. MMMM y", Language.SOMALI: "d LLLL y"}
CLOCK_PATTERNS = {Language.DANISH: "{0.hour}.{0.minute:02}"}
CLOCK_PATTERN = "{0.hour}:{0.minute:02}"


@dataclass(frozen=True, kw_only=True, slots=True)
class When:
    """A span of time in words: the day, the hours, both in one, and the start for machines."""

    day: str
    hours: str
    whole: str
    iso: str

    def __str__(self) -> str:
        return self.whole


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaf:
    """What stands on a leaf of the calendar."""

    weekday: str
    day: str
    month: str


def say_when(
    start: datetime, end: datetime, zone: str, language: Language, *, year: bool = False
) -> When:
    """Word a span; one that ends on another day says both days."""
    first, last = to_local(start, zone), to_local(end, zone)
    iso = first.isoformat(timespec="minutes")
    day = say_day(first, language, year=year)
    if first.date() == last.date():
        hours = say_hours(say_clock(first, language), say_clock(last, language))
        return When(day=day, hours=hours, whole=joined(day, hours), iso=iso)
    until = _(
        "until %(day)s at %(clock)s",
        day=say_day(last, language, year=year),
        clock=say_clock(last, language),
    )
    at = _("at %(clock)s", clock=say_clock(first, language))
    hours = f"{at} {until}"
    return When(day=day, hours=hours, whole=joined(day, hours), iso=iso)


def joined(day: str, hours: str) -> str:
    """Join a day and its hours; some languages part them by a comma."""
    return _("%(day)s %(hours)s", day=day, hours=hours)


def say_moment(moment: datetime, zone: str, language: Language) -> str:
    """Word a moment with its day and its clock."""
    local = to_local(moment, zone)
    return _("%(day)s at %(clock)s", day=say_day(local, language), clock=say_clock(local, language))


def say_day(day: date, language: Language, *, year: bool = False) -> str:
    """Word a day with its weekday, as in `lørdag 12. september`."""
    pattern = DAY_PATTERNS.get(language, DAY_PATTERN)
    if year:
        pattern = YEAR_DAY_PATTERNS.get(language, f"{pattern} y")
    return worded(day, pattern, language)


def say_date(day: date, language: Language) -> str:
    """Word a day with its year alone, as in `12. september 2027`."""
    return worded(day, DATE_PATTERNS.get(language, DATE_PATTERN), language)


def say_month(day: date, language: Language) -> str:
    """Word a day's month with its year."""
    return worded(day, "LLLL y", language)


def worded(day: date, pattern: str, language: Language) -> str:
    """Word a day by a pattern; a moment counts as its day."""
    return worded_day(date(day.year, day.month, day.day), pattern, language)


@lru_cache(maxsize=4096)
def worded_day(day: date, pattern: str, language: Language) -> str:
    """Word a day, once: lists say few days, many times."""
    return format_date(day, pattern, locale=language.value)


def say_clock(moment: datetime | time, language: Language) -> str:
    """Write a local time of day by the 24-hour clock, as in `9.30`."""
    return CLOCK_PATTERNS.get(language, CLOCK_PATTERN).format(moment)


def say_hours(start: str, end: str) -> str:
    """Join two times of day, as a span."""
    return _("%(start)s–%(end)s", start=start, end=end)


def leaf_of(day: date, language: Language) -> Leaf:
    """Word a day for a leaf of the calendar."""
    return Leaf(
        weekday=worded(day, "EEE", language).rstrip("."),
        day=str(day.day),
        month=worded(day, "MMM", language).rstrip("."),
    )
