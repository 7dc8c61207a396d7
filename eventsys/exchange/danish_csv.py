"""CSV as Danish spreadsheets read it: semicolons, CRLF, UTF-8 with its mark, no formulas."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
FORMULA_STARTS = tuple("=+-@＝＋－＠")
BLANKS = ("\t", "\r", "\n")
Cell = str | int | datetime | None


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
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, datetime):
        return cell.strftime("%d-%m-%Y %H:%M")
    text = CONTROLS.sub("", cell)
    is_formula = text.lstrip()[:1] in FORMULA_STARTS and text.strip() != ""
    return f"'{text}" if is_formula or text.startswith(BLANKS) else text
