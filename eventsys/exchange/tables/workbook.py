"""Reads the first visible sheet of an XLSX file: its texts and numbers, and nothing that acts.

Not by a library: those at hand build the whole workbook, or memory for each cell between two
corners of a sheet; see docs/decisions.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from xml.etree import ElementTree as ET

from eventsys.core.folding import fold
from eventsys.exchange.tables.cells import plain_cell
from eventsys.exchange.tables.rules import Limits, Reason, Row, UnreadableTable

MOST_PARTS = 500
WORKBOOK = "xl/workbook.xml"
LINKS = "xl/_rels/workbook.xml.rels"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
RELATION = re.compile(r"\{[^}]*relationships\}id$")
ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
DECLARATION = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"))
# zipfile raises NotImplementedError for a compression that it does not know.
DAMAGES = (zipfile.BadZipFile, zlib.error, ET.ParseError, NotImplementedError, EOFError, ValueError)
LETTERS = 26
FIRST_DAY = date(1899, 12, 30)
DATES = range(20_000, 60_000)
"""What days from 1954 to 2064 look like, which a sheet keeps as numbers."""
DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Excel's own formats of days and times, by number."""
NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""Parts of a format that are words, single letters or conditions."""


@dataclass(frozen=True, kw_only=True)
class Reader:
    """What cells refer to: shared texts, and the styles that show days.

    `dated` is None where a file has no styles; then what looks like a day is one.
    """

    texts: Sequence[str]
    dated: frozenset[str] | None
    columns: int

    def is_dated(self, style: str) -> bool:
        """Tell whether a number of a style is shown as a day."""
        return self.dated is None or style in self.dated


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """The rows of one sheet, the names of all that are shown, and whether cells were merged."""

    rows: Iterator[Row]
    sheets: Sequence[str]
    is_merged: bool


def open_workbook(content: bytes, limits: Limits, sheet: str = "") -> Workbook:
    """Open the first sheet that is shown, or the one that is named; raise `UnreadableTable`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = unpacked(archive, limits)
        shown = shown_sheets(parts)
        chosen = chosen_sheet(shown, sheet)
        content, texts = sheet_of(parts, chosen), texts_of(parts.get(STRINGS))
        reader = Reader(texts=texts, dated=dated_styles(parts.get(STYLES)), columns=limits.columns)
    except DAMAGES as error:
        raise UnreadableTable(Reason.DAMAGED) from error
    except (LookupError, RuntimeError) as error:  # no workbook in it; a password on a part
        raise UnreadableTable(Reason.OTHER_FORMAT) from error
    names = [str(each.get("name", "")) for each in shown]
    is_merged = b"<mergeCell " in content
    return Workbook(rows=readable_rows(content, reader), sheets=names, is_merged=is_merged)


def readable_rows(sheet: bytes, reader: Reader) -> Iterator[Row]:
    """Read row by row; raise `UnreadableTable` where one is damaged."""
    try:
        yield from rows_of(sheet, reader)
    except DAMAGES as error:
        raise UnreadableTable(Reason.DAMAGED) from error


def unpacked(archive: zipfile.ZipFile, limits: Limits) -> Mapping[str, bytes]:
    """Unpack the parts that are read; raise `UnreadableTable` for what would fill the memory."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > limits.unpacked:
        raise UnreadableTable(Reason.TOO_LARGE)
    read = {
        part.filename: archive.read(part)
        for part in parts
        if part.filename in {WORKBOOK, LINKS, STRINGS, STYLES}
        or part.filename.startswith("xl/worksheets/sheet")
    }
    if any(mark in each for each in read.values() for mark in DECLARATION):
        raise UnreadableTable(Reason.DAMAGED)  # no spreadsheet program writes one
    return read


def shown_sheets(parts: Mapping[str, bytes]) -> list[ET.Element]:
    """List the sheets that are shown, or all where none is."""
    book = ET.fromstring(parts[WORKBOOK])  # noqa: S314 -- declarations are refused
    sheets = book.findall("{*}sheets/{*}sheet")
    return [each for each in sheets if each.get("state", "visible") == "visible"] or sheets


def chosen_sheet(shown: Sequence[ET.Element], name: str) -> ET.Element:
    """Choose a sheet by its name, however it is typed; the first where none is named."""
    if not name:
        return shown[0]
    named = [each for each in shown if fold(each.get("name", "")) == fold(name)]
    if not named:
        raise UnreadableTable(Reason.NO_SUCH_SHEET)
    return named[0]


def sheet_of(parts: Mapping[str, bytes], sheet: ET.Element) -> bytes:
    """Find the part that holds a sheet."""
    targets = {
        link.get("Id"): str(link.get("Target")).removeprefix("/xl/").removeprefix("/")
        for link in ET.fromstring(parts[LINKS])  # noqa: S314 -- declarations are refused
    }
    links = [value for name, value in sheet.items() if RELATION.match(name)]
    target = targets[links[0]]
    return parts[target if target.startswith("xl/") else f"xl/{target}"]


def dated_styles(styles: bytes | None) -> frozenset[str] | None:
    """Tell by which styles numbers are shown as days; None where the file has no styles."""
    if styles is None:
        return None
    root = ET.fromstring(styles)  # noqa: S314 -- declarations are refused
    own = {
        each.get("numFmtId", ""): is_date_format(each.get("formatCode", ""))
        for each in root.findall("{*}numFmts/{*}numFmt")
    }
    formats = [each.get("numFmtId", "0") for each in root.findall("{*}cellXfs/{*}xf")]
    return frozenset(
        str(place)
        for place, key in enumerate(formats)
        if own.get(key, key.isdigit() and int(key) in DATE_FORMATS)
    )


def is_date_format(code: str) -> bool:
    """Tell whether a format shows a day: it has a year or a day in it."""
    return bool({"y", "d"} & set(NOT_SHOWN.sub("", code.lower())))


def texts_of(strings: bytes | None) -> Sequence[str]:
    """Read the texts that cells refer to by their number."""
    if strings is None:
        return ()
    return [text_in(item) for item in ET.fromstring(strings)]  # noqa: S314 -- declarations are refused


def text_in(item: ET.Element) -> str:
    """Join the runs of a text, without the reading aids that East Asian texts carry."""
    runs = chain(item.findall("{*}t"), item.findall("{*}r/{*}t"))
    return "".join(run.text or "" for run in runs)


def rows_of(sheet: bytes, reader: Reader) -> Iterator[Row]:
    """Read row by row; a row without a number follows the one before it."""
    number = 0
    for _, element in ET.iterparse(io.BytesIO(sheet)):  # noqa: S314 -- declarations are refused
        if element.tag.endswith("}row"):
            number = int(element.get("r") or number + 1)
            yield Row(number, cells_of(element, reader))
            element.clear()


def cells_of(row: ET.Element, reader: Reader) -> list[str]:
    """Put the cells of a row where they belong; what lies far to the right is passed over."""
    cells: dict[int, str] = {}
    for place, cell in enumerate(row.findall("{*}c")):
        column = column_of(cell.get("r"), place)
        if column <= reader.columns:  # one more than may be, so that it can be told
            cells[column] = plain_cell(value_of(cell, reader))
    return [cells.get(column, "") for column in range(max(cells, default=-1) + 1)]


def column_of(address: str | None, place: int) -> int:
    """Tell a cell's column, counted from 0, by its address such as B7."""
    found = ADDRESS.fullmatch(address or "")
    if found is None:
        return place
    column = 0
    for letter in found[1]:
        column = column * LETTERS + ord(letter) - ord("A") + 1
    return column - 1


def value_of(cell: ET.Element, reader: Reader) -> str:
    """Read what a cell shows; of a formula what it last came to."""
    value = cell.findtext("{*}v") or ""
    match cell.get("t", "n"):
        case "s":
            texts = reader.texts
            return texts[int(value)] if value.isdigit() and int(value) < len(texts) else ""
        case "inlineStr":
            return "".join(text_in(item) for item in cell.findall("{*}is"))
        case "n":
            return number_words(value, is_dated=reader.is_dated(cell.get("s", "0")))
        case "str":
            return value
        case _:
            return ""  # a truth, or an error such as #REF!


def number_words(value: str, *, is_dated: bool) -> str:
    """Write a number without needless decimals, and a day as a day."""
    try:
        number = float(value)
    except ValueError:
        return value
    if not number.is_integer():
        return value
    if is_dated and int(number) in DATES:
        return (FIRST_DAY + timedelta(days=int(number))).isoformat()
    return str(int(number))
