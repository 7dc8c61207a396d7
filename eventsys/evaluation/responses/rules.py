"""What may be kept of an answer, decided on plain values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from eventsys.evaluation.surveys.rules import AskedQuestion

LONGEST_TEXT = 2000
"""How much somebody can write to one question."""
MASK = "XXXXXX-XXXX"
BETWEEN = r"[\s./_\-\u00ad\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060\u2066-\u2069\u2212]{0,3}"
PERSON_NUMBER = re.compile(rf"(?<!\d)\d\d{BETWEEN}\d\d{BETWEEN}\d\d{BETWEEN}\d{{4}}(?!\d)")
"""Six digits and four, in any script's digits, however they are set apart."""
MIXED_AT_ONCE = 10
"""One new response in so many lets all of a wave be mixed by day too."""


class ResponseSource(StrEnum):
    """How a response came in: by a link, on paper, or by the QR code at the exit."""

    LINK = "link"
    PAPER = "paper"
    EXIT = "exit"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What somebody answered, by the questions' ids: values, and own words; a blank is neither."""

    values: Mapping[int, str] = field(default_factory=dict)
    texts: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing at all was answered."""
        return not self.values and not any(text.strip() for text in self.texts.values())


def wrong_in(sheet: Sheet, asked: Mapping[int, AskedQuestion]) -> set[int]:
    """List the questions that are answered with what was not offered, or were not asked."""
    values = {
        question
        for question, value in sheet.values.items()
        if question not in asked or value not in asked[question].values
    }
    texts = {
        question
        for question, text in sheet.texts.items()
        if question not in asked or not asked[question].is_text or len(text) > LONGEST_TEXT
    }
    return values | texts


def masked(text: str) -> str:
    """Blot out what looks like a person's number; answers are nobody's in particular."""
    return PERSON_NUMBER.sub(MASK, text)


def is_mixing_due(total: int, mixed: int, *, is_quiet: bool) -> bool:
    """Tell whether a wave's responses are to be laid in another order.

    `is_quiet` says that it is night, or that the wave has closed. By day many new ones are waited
    for where there are many already, as mixing reads and writes them all.
    """
    new = total - mixed
    return new != 0 and (is_quiet or abs(new) * MIXED_AT_ONCE >= total)
