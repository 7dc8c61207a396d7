"""Looks for what is about people in whatever a phone keeps or is sent, however it is written."""

import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from urllib.parse import quote

UNSURE_LETTERS = (0, 2, 3)
"""Of base64, by the alignment: the first letters, which hang on what stands before the word."""


class Needles:
    """Words and years that must stand nowhere."""

    def __init__(self, words: Iterable[str], years: Iterable[int]) -> None:
        self.writings = {writing: name for word in words for writing, name in writings_of(word)}
        span = "|".join(map(str, years))
        self.years = re.compile(rf"(?<![\w-])(?:{span})(?!\w)")

    def found_in(self, text: str) -> set[str]:
        """Tell which of them a text holds, and in what writing."""
        words = {name for writing, name in self.writings.items() if writing in text}
        return words | {f"year {year}" for year in self.years.findall(text)}


def writings_of(word: str) -> Iterator[tuple[str, str]]:
    """Write a word as it may be hidden: plain, escaped, in hex, in base64 at each alignment."""
    for spelled in {word, word.lower(), word.upper()}:
        raw = spelled.encode()
        yield spelled, f"{word} as it is"
        yield quote(spelled), f"{word} in an address"
        yield json.dumps(spelled)[1:-1], f"{word} escaped"
        yield raw.hex(), f"{word} in hex"
        yield raw.hex().upper(), f"{word} in hex"
        for shift, unsure in enumerate(UNSURE_LETTERS):
            for encode in (b64encode, urlsafe_b64encode):
                written = encode(b"\0" * shift + raw).decode().rstrip("=")
                yield written[unsure:-1], f"{word} in base64"
