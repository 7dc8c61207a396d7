"""Tells what kind of spreadsheet a file is, and has it read."""

from collections.abc import Iterable, Iterator
from itertools import islice

from eventsys.exchange.tables.delimited import read_delimited, told_alphabet
from eventsys.exchange.tables.rules import (
    LARGEST_FILE,
    MOST_ROWS,
    ReadTable,
    Reason,
    Row,
    UnreadableTable,
)
from eventsys.exchange.tables.workbook import read_workbook

ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0"
"""How files begin that Excel has locked with a password, or wrote before 2007."""
OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"<", b"PK\x05\x06")
"""Formats that are no spreadsheet of ours, whatever the file is called."""


def read_table(content: bytes) -> ReadTable:
    """Read a file as a table by what is in it; its name tells nothing. Raise `UnreadableTable`."""
    if len(content) > LARGEST_FILE:
        raise UnreadableTable(Reason.TOO_LARGE)
    if content.startswith(COMPOUND):
        raise UnreadableTable(Reason.LOCKED_OR_OLD)
    if content.lstrip()[:8].startswith(OTHERS):
        raise UnreadableTable(Reason.OTHER_FORMAT)
    if content.startswith(ZIP):
        rows, is_guessed = read_workbook(content), False
    else:
        rows, is_guessed = read_delimited(content), told_alphabet(content) is None
    found = within_limits(rows)
    if not found:
        raise UnreadableTable(Reason.EMPTY)
    return ReadTable(found, is_guessed=is_guessed)


def within_limits(rows: Iterable[Row]) -> list[Row]:
    """Take the rows that hold anything; raise `UnreadableTable` where there are too many."""
    found = list(islice(filled(rows), MOST_ROWS + 2))
    if len(found) > MOST_ROWS + 1:  # one of them is the head
        raise UnreadableTable(Reason.TOO_MANY_ROWS)
    return found


def filled(rows: Iterable[Row]) -> Iterator[Row]:
    """Pass over empty rows."""
    return (row for row in rows if any(row.cells))
