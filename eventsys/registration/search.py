"""How people on a list are found by what is known of them: reference, name, e-mail, phone."""

import re

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, or_

from eventsys.core.codes import normalise
from eventsys.core.text import UnusableCharacter, clean_line, digits_of
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import read_phone

LONGEST_SEARCH = 80
MOST_WORDS = 6
FEWEST_DIGITS = 4
SEARCHED = (Participant.name, Registration.contact_name, Registration.contact_email)


def read_search(text: str) -> str:
    """Bring what was typed into the form that is searched for; empty where it cannot be stored."""
    try:
        return clean_line(text)[:LONGEST_SEARCH].strip()
    except UnusableCharacter:
        return ""


def is_about(text: str) -> ColumnElement[bool]:
    """Tell whether a participant fits a search: by every word, by the reference or by the phone."""
    words = text.split()[:MOST_WORDS]
    by_words = and_(*(or_(*(holds(column, word) for column in SEARCHED)) for word in words))
    reference = Registration.reference.startswith(normalise(text), autoescape=True)
    return or_(by_words, reference, *by_phone(text))


def holds(column: SQLColumnExpression[str | None], word: str) -> ColumnElement[bool]:
    """Tell whether a text holds a word, in small letters or large.

    SQLite knows large letters of English alone, hence the spellings that names have.
    """
    spellings = dict.fromkeys((word, word.lower(), word.capitalize()))
    return or_(*(column.icontains(each, autoescape=True) for each in spellings))


def by_phone(text: str) -> list[ColumnElement[bool]]:
    """Compare phone numbers, as they are written or by the digits that are known."""
    number = read_phone(text) or re.sub(r"[\s().-]", "", digits_of(text))
    digits = number.removeprefix("+")
    if len(digits) < FEWEST_DIGITS or not digits.isascii() or not digits.isdigit():
        return []
    return [Registration.contact_phone.contains(number, autoescape=True)]
