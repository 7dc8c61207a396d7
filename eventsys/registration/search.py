"""How people on a list are found by what is known of them: reference, name, e-mail, phone."""

import re
from string import ascii_lowercase, ascii_uppercase

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func, or_

from eventsys.core.codes import normalise
from eventsys.core.text import UnusableCharacter, clean_line, digits_of
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import read_phone

LONGEST_SEARCH = 80
MOST_WORDS = 6
FEWEST_DIGITS = 4
ENGLISH = str.maketrans(ascii_uppercase, ascii_lowercase)
"""The letters of which every database knows the large and the small form."""
SEARCHED: ColumnElement[str] = (
    func.coalesce(Participant.name, "")
    + " "
    + func.coalesce(Registration.contact_name, "")
    + " "
    + func.coalesce(Registration.contact_email, "")
)
"""What is known of a participant as one text, looked through once: no word holds a blank."""


def read_search(text: str) -> str:
    """Bring what was typed into the form that is searched for; empty where it cannot be stored."""
    try:
        return clean_line(text)[:LONGEST_SEARCH].strip()
    except UnusableCharacter:
        return ""


def is_about(text: str) -> ColumnElement[bool]:
    """Tell whether a participant fits a search: by every word, by the reference or by the phone."""
    words = text.split()[:MOST_WORDS]
    by_words = and_(*(holds(SEARCHED, word) for word in words))
    reference = Registration.reference.startswith(normalise(text), autoescape=True)
    return or_(by_words, reference, *by_phone(text))


def holds(column: SQLColumnExpression[str], word: str) -> ColumnElement[bool]:
    """Tell whether a text holds a word, in small letters or large.

    SQLite knows large letters of English alone, hence the spellings that names have; those that
    differ in such letters only are looked for once.
    """
    spellings = {each.translate(ENGLISH): each for each in (word, word.lower(), word.capitalize())}
    return or_(*(column.icontains(each, autoescape=True) for each in spellings.values()))


def by_phone(text: str) -> list[ColumnElement[bool]]:
    """Compare phone numbers, as they are written or by the digits that are known."""
    number = read_phone(text) or re.sub(r"[\s().-]", "", digits_of(text))
    digits = number.removeprefix("+")
    if len(digits) < FEWEST_DIGITS or not digits.isascii() or not digits.isdigit():
        return []
    return [Registration.contact_phone.contains(number, autoescape=True)]
