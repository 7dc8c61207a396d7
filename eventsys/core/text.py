"""Languages, and text as people type it."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from eventsys.core.errors import DomainError


class Language(StrEnum):
    """The languages of the site, by their code."""

    DANISH = "da"
    ENGLISH = "en"
    ARABIC = "ar"
    TURKISH = "tr"
    URDU = "ur"
    SOMALI = "so"

    @property
    def direction(self) -> str:
        """Tell which way the language is written: `ltr` or `rtl`."""
        return LANGUAGE_NAMES[self].direction

    @property
    def own_name(self) -> str:
        """Tell the language's name in the language itself."""
        return LANGUAGE_NAMES[self].own_name


@dataclass(frozen=True)
class LanguageName:
    """How a language calls itself, and which way it is written."""

    own_name: str
    direction: str = "ltr"


LANGUAGE_NAMES = {
    Language.DANISH: LanguageName("Dansk"),
    Language.ENGLISH: LanguageName("English"),
    Language.ARABIC: LanguageName("العربية", "rtl"),
    Language.TURKISH: LanguageName("Türkçe"),
    Language.URDU: LanguageName("اردو", "rtl"),
    Language.SOMALI: LanguageName("Soomaali"),
}


class UnusableCharacter(DomainError):
    """A text holds a character that cannot be stored, such as NUL."""


BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
CPR = re.compile(
    r"(?<!\d)(?:0[1-9]|[12]\d|3[01])[\s-]?(?:0[1-9]|1[0-2])[\s-]?\d\d"
    r"[\s.\u2010-\u2015-]{0,3}\d{4}(?!\d)"
)
CPR_MASK = "[fjernet: ligner CPR]"
LINE_BREAKS = {"\n", "\r", "\t"}


def clean_line(text: str) -> str:
    """Bring one line of typed text into the form that is stored.

    Composed (NFC), without controls of direction, runs of white space as one blank. Raise
    `UnusableCharacter` for control characters and lone surrogates.
    """
    return re.sub(r"\s+", " ", clean_text(text)).strip()


def clean_text(text: str) -> str:
    """Bring typed text of several lines into the form that is stored; see `clean_line`."""
    if text.isascii() and text.isprintable():
        return text.strip()  # most of what is typed: nothing in it to mend
    composed = unicodedata.normalize("NFC", BIDI_CONTROLS.sub("", text))
    for character in composed:
        if character not in LINE_BREAKS and unicodedata.category(character) in {"Cc", "Cs"}:
            raise UnusableCharacter
    return composed.replace("\r\n", "\n").replace("\r", "\n").strip()


def digits_of(text: str) -> str:
    """Write the decimal digits of every script as 0 to 9; leave the rest alone."""
    return "".join(
        str(unicodedata.decimal(character))
        if unicodedata.category(character) == "Nd"
        else character
        for character in unicodedata.normalize("NFKC", text)
    )


def mask_cpr(text: str) -> str:
    """Take out what looks like a CPR number, in the digits of any script; leave the rest alone."""
    plain = "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in text
    )
    masked, end = [], 0
    for found in CPR.finditer(plain):
        masked += [text[end : found.start()], CPR_MASK]
        end = found.end()
    return "".join([*masked, text[end:]])


def read_count(text: str) -> int | None:
    """Read a whole number as people write it, in any script's digits; None where it is none."""
    digits = digits_of(text).strip()
    sign, digits = (-1, digits[1:]) if digits[:1] in {"-", "\u2212"} else (1, digits)
    if not digits.isascii() or not digits.isdigit() or len(digits) > len("1000000000"):
        return None
    return sign * int(digits)
