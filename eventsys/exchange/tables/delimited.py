"""Reads CSV as spreadsheets of all countries write it."""

import codecs
import csv
import io
from collections.abc import Iterator

from eventsys.exchange.tables.cells import plain_cell
from eventsys.exchange.tables.rules import MOST_COLUMNS, Reason, Row, UnreadableTable

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
DELIMITERS = ";,\t"
EXCELS_OWN = "sep="
"""The first line by which Excel is told the delimiter; it is no row."""
FEW = 3


def read_delimited(content: bytes, columns: int = MOST_COLUMNS) -> Iterator[Row]:
    """Read the rows of a CSV file, and one column more than may be.

    Raise `UnreadableTable` for a quotation mark left open.
    """
    text = decoded(content)
    first, _, rest = text.partition("\n")
    if first.lower().startswith(EXCELS_OWN) and len(first.strip()) == len(EXCELS_OWN) + 1:
        return rows_of(rest, first[len(EXCELS_OWN)], columns, skipped=1)
    return rows_of(text, delimiter_of(first), columns, skipped=0)


def rows_of(text: str, delimiter: str, columns: int, *, skipped: int) -> Iterator[Row]:
    """Cut a text into rows, each numbered by the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        number = reader.line_num + skipped + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableTable(Reason.OPEN_QUOTE, number) from error
        yield Row(number, [plain_cell(cell) for cell in cells[: columns + 1]])


def decoded(content: bytes) -> str:
    """Read the bytes in the alphabet they tell, else as Excel writes them in Western Europe."""
    alphabet = told_alphabet(content) or "cp1252"
    return content.decode(alphabet, "replace")


def told_alphabet(content: bytes) -> str | None:
    """Tell the alphabet by the file's mark, by the zeros of UTF-16, or as it is whole UTF-8."""
    for mark, alphabet in MARKS.items():
        if content.startswith(mark):
            return alphabet
    if len(content) > FEW and content.count(0) > len(content) // FEW:
        return "utf-16-le" if content[1] == 0 else "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def delimiter_of(line: str) -> str:
    """Tell what parts the cells of the first line; a file of one column has none."""
    outside = "".join(line.split('"')[::2])
    return max(DELIMITERS, key=outside.count)
