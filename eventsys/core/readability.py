"""How hard a Danish text is to read: LIX, and which words and sentences weigh.

LIX is C. H. Björnsson's index (Läsbarhet, Stockholm 1968): the words in a sentence on average,
plus the share of long words in percent. A long word has more than six letters.

    LIX = words / sentences + 100 · long words / words

A word is a run of letters, with a hyphen or an apostrophe inside it; a number is none. A sentence
ends at a full stop, a question or exclamation mark or a colon, where white space follows, and at
the end of a line, as the event's page shows each line on its own; one without a word is none. The
stop in "kl. 12" or "f.eks. mad" ends none: what goes on with a digit or a small letter is the same
sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
SENTENCE_END = re.compile(r"\n+|(?<=[!?:])[\"'”’»)\]]*\s+|(?<=\.)[\"'”’»)\]]*\s+(?![\s\da-zæøå])")
LONGEST_SHORT_WORD = 6
LONG_SENTENCE = 20
MOST_SHOWN = 12
EASY, MIDDLING, HARD = 25, 35, 45


class Ease(StrEnum):
    """How hard a text is, in the steps that are usual for LIX."""

    VERY_EASY = "very-easy"
    EASY = "easy"
    MIDDLING = "middling"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with a number of words."""

    text: str
    words: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Readability:
    """What was counted in a text, and what weighs in it; the longest first."""

    words: int
    sentences: int
    long_words: int
    heavy_words: Sequence[str]
    heavy_sentences: Sequence[Sentence]

    @property
    def lix(self) -> int:
        """Compute the index, rounded half up."""
        exact = Decimal(self.words) / self.sentences + Decimal(100 * self.long_words) / self.words
        return int(exact.quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def ease(self) -> Ease:
        """Tell in which step the index lies."""
        if self.lix < EASY:
            return Ease.VERY_EASY
        if self.lix < MIDDLING:
            return Ease.EASY
        return Ease.MIDDLING if self.lix < HARD else Ease.HARD


def readability_of(text: str) -> Readability | None:
    """Count a text; None where it holds no word."""
    sentences = sentences_of(text)
    if not sentences:
        return None
    words = [word for each in sentences for word in WORD.findall(each.text)]
    long_words = [word for word in words if is_long(word)]
    heavy = [each for each in sentences if each.words > LONG_SENTENCE]
    return Readability(
        words=len(words),
        sentences=len(sentences),
        long_words=len(long_words),
        heavy_words=heaviest(long_words),
        heavy_sentences=sorted(heavy, key=lambda each: -each.words)[:MOST_SHOWN],
    )


def sentences_of(text: str) -> list[Sentence]:
    """Split a text into its sentences; those without a word are left out."""
    parts = (part.strip() for part in SENTENCE_END.split(text))
    counted = (Sentence(part, len(WORD.findall(part))) for part in parts)
    return [each for each in counted if each.words]


def is_long(word: str) -> bool:
    """Tell whether a word has more than six letters."""
    return sum(character.isalpha() for character in word) > LONGEST_SHORT_WORD


def heaviest(long_words: Sequence[str]) -> list[str]:
    """List long words, each once whatever its capitals, the longest first."""
    once = {word.lower(): word for word in reversed(long_words)}
    return sorted(once.values(), key=lambda word: (-len(word), word.lower()))[:MOST_SHOWN]
