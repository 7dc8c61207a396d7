"""The longer Danish texts of our own are as easy to read as we ask of organisers."""

import re

from eventsys.core.readability import readability_of
from eventsys.core.text import Language
from tests.tools.catalogues import read_catalogue

LONG_ENOUGH = 15  # of fewer words one long word makes half the index
HARD = 35
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|<[^>]+>")


def texts():
    """List the Danish texts of so many words, with something short for what is filled in."""
    for message in read_catalogue(Language.DANISH):
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in forms:
            found = readability_of(PLACEHOLDER.sub("12", text))
            if message.id and found is not None and found.words >= LONG_ENOUGH:
                yield text, found.lix


def test_our_longer_danish_texts_are_easy_to_read():
    known = dict(texts())
    assert {text: lix for text, lix in known.items() if lix >= HARD} == {}
    assert len(known) > 50
