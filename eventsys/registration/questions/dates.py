"""Days as people write them: in digits of any script, with a month's name or its number."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from babel.dates import get_month_names

from eventsys.core.text import Language, digits_of

FIRST_YEAR, LAST_YEAR = 1900, 2100
YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-./ ](?P<month>\d{1,2})[-./ ](?P<day>\d{1,2})")
DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:[./ -]+(?P<month>\d{1,2})|[./ -]*(?P<name>[^\d./,،-]+?)\.?)"
    r"[,،./ -]+(?P<year>\d{4})"
)


def read_date(text: str) -> date | None:
    """Read a day such as 31.12.2027, 2027-12-31 or `1. maj 2027`; None where it is none."""
    plain = re.sub(r"\s+", " ", folded(text))
    found = YEAR_FIRST.fullmatch(plain) or DAY_FIRST.fullmatch(plain)
    if found is None or not FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
        return None
    parts = found.groupdict()
    month = int(parts["month"] or months().get(parts["name"], 0))
    try:
        return date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        return None


def folded(text: str) -> str:
    """Write a text in plain digits and small letters."""
    return digits_of(text).casefold().strip()


@lru_cache
def months() -> Mapping[str, int]:
    """Give the months by their names, whole and short, in all languages of the site.

    In Lebanon, Syria and Iraq they have Arabic names of their own.
    """
    return {
        folded(name).rstrip("."): number
        for locale in (*Language, "ar_LB")
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, locale=str(locale)).items()
    }
