"""The glossary of the six languages says what the catalogues say."""

from pathlib import Path

from eventsys.core.text import Language
from tests.tools.catalogues import ROOT, read_catalogue

GLOSSARY = Path("docs/words.md")
COLUMNS = [Language.DANISH, Language.ARABIC, Language.TURKISH, Language.URDU, Language.SOMALI]


def rows_of(text: str) -> list[list[str]]:
    """Read the table's rows, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def test_the_glossary_says_what_the_catalogues_say():
    rows = rows_of((ROOT / GLOSSARY).read_text(encoding="utf-8"))
    catalogues = [read_catalogue(language) for language in COLUMNS]
    said = []
    for english, *_ in rows:
        messages = [catalogue.get(english) for catalogue in catalogues]
        said.append([english, *(message.string if message else "" for message in messages)])
    assert rows == said
    assert len(rows) > 20


# Other words for what the glossary has a word for; they crept in once.
STRAY = {Language.SOMALI: ("munaasabad", "su’aalo-warqad", "su'aalo-warqad")}


def test_no_translation_has_a_second_word_for_one_thing():
    found = [
        (word, message.id)
        for language, words in STRAY.items()
        for message in read_catalogue(language)
        for word in words
        if word in str(message.string).lower()
    ]
    assert found == []
