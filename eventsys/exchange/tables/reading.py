"""Tells what kind of spreadsheet a file is, and has it read."""

from collections.abc import Iterable, Iterator
from itertools import islice

from eventsys.exchange.tables.delimited import read_delimited, told_alphabet
from eventsys.exchange.tables.opendocument import is_opendocument, open_document
from eventsys.exchange.tables.rules import (
    FROM_ANYBODY,
    Limits,
    ReadTable,
    Reason,
    Row,
    UnreadableTable,
)
from eventsys.exchange.tables.workbook import open_workbook

ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0"
"""How files begin that Excel has locked with a password, or wrote before 2007."""
OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"<", b"PK\x05\x06")
"""Formats that are no spreadsheet of ours, whatever the file is called."""


def read_table(content: bytes, limits: Limits = FROM_ANYBODY, *, sheet: str = "") -> ReadTable:
    """Read a file as a table by what is in it; its name tells nothing. Raise `UnreadableTable`.

    Of a workbook the first sheet that is shown is read, or the one that is named.
    """
    if len(content) > limits.file:
        raise UnreadableTable(Reason.TOO_LARGE)
    if content.startswith(COMPOUND):
        raise UnreadableTable(Reason.LOCKED_OR_OLD)
    if content.lstrip()[:8].startswith(OTHERS):
        raise UnreadableTable(Reason.OTHER_FORMAT)
    if content.startswith(ZIP):
        is_document = is_opendocument(content)
        book = (open_document if is_document else open_workbook)(content, limits, sheet)
        rows = within_limits(book.rows, limits)
        return ReadTable(rows, sheets=book.sheets, is_merged=book.is_merged)
    rows = within_limits(read_delimited(content, limits.columns), limits)
    return ReadTable(rows, is_guessed=told_alphabet(content) is None)


def within_limits(rows: Iterable[Row], limits: Limits) -> list[Row]:
    """Take the rows that hold anything; raise `UnreadableTable` for too many, and for none."""
    found = list(islice(filled(in_width(rows, limits)), limits.rows + 2))
    if len(found) > limits.rows + 1:  # one of them is the head
        raise UnreadableTable(Reason.TOO_MANY_ROWS)
    if not found:
        raise UnreadableTable(Reason.EMPTY)
    return found


def in_width(rows: Iterable[Row], limits: Limits) -> Iterator[Row]:
    """Cut rows where the columns end; raise `UnreadableTable` where that is to be told."""
    for row in rows:
        if limits.tells_columns and any(row.cells[limits.columns :]):
            raise UnreadableTable(Reason.TOO_MANY_COLUMNS)
        yield Row(row.number, row.cells[: limits.columns])


def filled(rows: Iterable[Row]) -> Iterator[Row]:
    """Pass over empty rows."""
    return (row for row in rows if any(row.cells))
