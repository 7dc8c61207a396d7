"""Spellings that count as one when people search: `norrebro` finds Nørrebro."""

import re
import unicodedata
from collections.abc import Callable, Sequence

SAME = str.maketrans(
    {
        "æ": "ae",
        "ø": "o",
        "œ": "o",
        "ı": "i",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ے": "ي",
        "ک": "ك",
        "ہ": "ه",
        "ھ": "ه",
        "ۃ": "ه",
        "ة": "ه",
        "ە": "ه",
        "ـ": None,
        "ء": None,
        "'": None,
        "’": None,
        "‘": None,
        "ʼ": None,
        "´": None,
        "`": None,
    }
)
"""Letters that keyboards lack or that look alike: Danish, Turkish, Arabic, Urdu; apostrophes."""
DOUBLE = re.compile("aa|oe|oo")
WORD = re.compile(r"\w+")
NO_WORD = re.compile(r"[^\w \n]+")
UNUSUAL = re.compile(r"[^\x00-&(-_a-\x7f]+")
"""All but ASCII, and apostrophes: nothing else changes after it is made small."""
ARTICLE = "ال"
SHORTEST_AFTER_ARTICLE = 3
MOST_KEPT = 5_000
"""Letters that are remembered: more than the names of a city need."""


def fold(text: str) -> str:
    """Write a text so that all its usual spellings come out alike.

    Small letters without accents and vowel signs; å, aa and a are one, so are ø, oe, oo and o,
    and æ and ae; i with and without its dot; the forms of alef, yeh, kaf, heh; all digits.
    The beginning of a word becomes the beginning of what the word becomes.
    """
    small = unicodedata.normalize("NFKD", text.casefold())
    return single(UNUSUAL.sub(lambda found: found[0].translate(USUAL), small))


def fold_all(texts: Sequence[str]) -> list[str]:
    """Fold many texts as `fold` does each of them, in a fraction of the time."""
    lines = [text.replace("\n", " ") if "\n" in text else text for text in texts]
    return fold("\n".join(lines)).split("\n") if lines else []


def single(text: str) -> str:
    """Write letters once that stand for another when they are doubled."""
    return DOUBLE.sub(lambda found: found[0][0], text)


def usual_letter(letter: str) -> str:
    """Write a letter as it is most often typed, without what stands above and below it."""
    return "".join(bare_letter(each) for each in letter.translate(SAME)).casefold()


def bare_letter(letter: str) -> str:
    """Leave out what stands above and below letters; write digits as 0 to 9."""
    if letter.isascii():
        return letter
    category = unicodedata.category(letter)
    if category in {"Mn", "Cf"}:
        return ""
    return str(unicodedata.decimal(letter)) if category == "Nd" else letter


class LetterTable(dict[int, str]):
    """What becomes of letters; for those that texts are made of it is worked out once."""

    def __init__(self, change: Callable[[str], str]) -> None:
        super().__init__()
        self.change = change

    def __missing__(self, code: int) -> str:
        """Work a letter out, and keep it while there are few."""
        changed = self.change(chr(code))
        if len(self) < MOST_KEPT:
            self[code] = changed
        return changed


USUAL = LetterTable(usual_letter)


def words_of(text: str) -> list[str]:
    """Take a text apart into its words, folded."""
    return WORD.findall(fold(text))


def phrases_of(texts: Sequence[str]) -> list[str]:
    """Write many texts as their words, folded, with one blank between: what `words_of` gives."""
    lines = [text.replace("\n", " ") if "\n" in text else text for text in texts]
    plain = NO_WORD.sub(" ", fold("\n".join(lines)))
    return [" ".join(line.split()) for line in plain.split("\n")] if lines else []


def index_of(*texts: str) -> str:
    """Write texts as one line of folded words in which `finds` looks.

    Arabic words with the article stand there without it too.
    """
    words = dict.fromkeys(word for text in texts for word in words_of(text))
    bare = [
        word.removeprefix(ARTICLE)
        for word in words
        if word.startswith(ARTICLE) and len(word) >= len(ARTICLE) + SHORTEST_AFTER_ARTICLE
    ]
    return "".join(f" {word}" for word in (*words, *bare))


def finds(words: list[str], index: str) -> bool:
    """Tell whether each of the words, already folded, begins a word of an index."""
    return all(f" {word}" in index for word in words)
