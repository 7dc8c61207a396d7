"""How hard a Danish text is to read, in words for its organiser."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventsys.core.readability import Ease, Readability, Sentence, readability_of
from eventsys.web.common.plain import plain_text
from eventsys.web.common.words import _


@dataclass(frozen=True, kw_only=True)
class ReadingLevel:
    """The index in words, and what weighs in the text."""

    text: str
    words: Sequence[str]
    sentences: Sequence[Sentence]


def level_of(*texts: str) -> ReadingLevel | None:
    """Tell how hard texts are to read together; None where nothing is written."""
    found = readability_of("\n".join(plain_text(text) for text in texts))
    if found is None:
        return None
    return ReadingLevel(
        text=lix_words(found), words=found.heavy_words, sentences=found.heavy_sentences
    )


def lix_words(readability: Readability) -> str:
    """Say the index, and what it means."""
    lix = readability.lix
    words = {
        Ease.VERY_EASY: _("LIX %(lix)s: very easy to read", lix=lix),
        Ease.EASY: _("LIX %(lix)s: easy to read", lix=lix),
        Ease.MIDDLING: _("LIX %(lix)s: not easy to read. Aim below 35.", lix=lix),
        Ease.HARD: _("LIX %(lix)s: hard to read. Aim below 35.", lix=lix),
    }
    return words[readability.ease]
