"""What stands in a cell, as the text that is kept."""

import re

from eventsys.core.text import BIDI_CONTROLS, mask_cpr
from eventsys.exchange.tables.rules import LONGEST_CELL

UNREADABLE = "\ufffd"
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def plain_cell(text: str) -> str:
    """Write a cell in one line: what cannot be stored shows as �, what looks like CPR is gone.

    Nothing in it is run: a formula is its own letters, or what the spreadsheet last made of it.
    """
    shown = CONTROLS.sub(UNREADABLE, BIDI_CONTROLS.sub("", text).replace("\ufeff", ""))
    return mask_cpr(" ".join(shown[: 4 * LONGEST_CELL].split()))[:LONGEST_CELL]
