"""CSV as Danish spreadsheets read it: semicolons, CRLF, UTF-8 with its mark, no formulas."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from eventsys.exchange.files.rules import CONTROLS, Cell

__all__ = ["Cell", "csv_lines", "unmarked", "written"]

RUN_BY_SPREADSHEETS = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""How a text begins that a spreadsheet would run, the wide signs too, also behind our own mark."""


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Write a table line by line."""
    yield b"\xef\xbb\xbf" + csv_line(head)
    for row in rows:
        yield csv_line(row)


def csv_line(row: Sequence[Cell]) -> bytes:
    """Write one line."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerow([written(each) for each in row])
    return text.getvalue().encode()


def written(cell: Cell) -> str:
    """Write a cell; a text that a spreadsheet would take for a formula is marked as text.

    Moments come in local time already.
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = CONTROLS.sub("", cell)
        return f"'{text}" if RUN_BY_SPREADSHEETS.match(text) else text
    if isinstance(cell, date):  # a moment is a day too
        return cell.strftime("%d-%m-%Y %H:%M" if isinstance(cell, datetime) else "%d-%m-%Y")
    if isinstance(cell, float | Decimal):
        return str(cell).replace(".", ",")
    return str(cell)


def unmarked(text: str) -> str:
    """Take the mark away that `written` has put before a text."""
    return text[1:] if text.startswith("'") and RUN_BY_SPREADSHEETS.match(text) else text
