"""CSV as RFC 4180 has it, for programs everywhere: commas, points in numbers, UTF-8, no mark."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from eventsys.exchange.danish_csv import written

Plain: TypeAlias = str | int | float | bool | None


def open_csv_lines(head: Sequence[str], rows: Iterable[Sequence[Plain]]) -> Iterator[bytes]:
    """Write a table line by line; texts that a spreadsheet would run are marked as texts."""
    for row in (head, *rows):
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerow([plain(each) for each in row])
        yield text.getvalue().encode()


def plain(cell: Plain) -> str:
    """Write a cell; true and false as programs write them."""
    if isinstance(cell, bool):
        return str(cell).lower()
    return written(cell) if cell is None or isinstance(cell, str) else str(cell)
