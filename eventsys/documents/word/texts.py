"""Texts in a Word document: what is written from right to left is marked so."""

import re
import unicodedata

from docx.text.paragraph import Paragraph

from eventsys.documents.word.parts import element_of, made

RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
TURNED = re.compile(
    f"([{RIGHT_TO_LEFT}](?:[{RIGHT_TO_LEFT}\\s\u200c\u200d'’-]*[{RIGHT_TO_LEFT}])?)"
)
"""A stretch from right to left, with the blanks and hyphens inside it."""
URDU = re.compile("[ٹڈڑںےہۃ]")
UNUSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML can hold."""
DIRECTED = {"L", "R", "AL"}


def write_text(paragraph: Paragraph, text: str) -> None:
    """Write a text whose language nobody told us: its letters tell which way it goes."""
    plain = UNUSABLE.sub("", text)
    if begins_from_the_right(plain):
        element_of(paragraph).get_or_add_pPr().append(made("w:bidi"))
    for place, piece in enumerate(TURNED.split(plain)):
        if not piece:
            continue
        run = paragraph.add_run(piece)
        if place % 2:  # what was split by stands at every second place
            turn = element_of(run).get_or_add_rPr()
            turn.append(made("w:rtl"))
            turn.append(made("w:lang", bidi="ur-PK" if URDU.search(piece) else "ar-SA"))


def begins_from_the_right(text: str) -> bool:
    """Tell whether the first letter is one of those that are written from right to left."""
    directions = map(unicodedata.bidirectional, text)
    return next((each for each in directions if each in DIRECTED), "L") != "L"
