"""Reads the first sheet of an ODS file, or the one named: texts and numbers, nothing run."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from eventsys.core.folding import fold
from eventsys.exchange.tables.cells import plain_cell
from eventsys.exchange.tables.rules import Limits, Reason, Row, UnreadableTable

MIMETYPE, CONTENT, MANIFEST = "mimetype", "content.xml", "META-INF/manifest.xml"
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
DECLARATION = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"))
DAMAGES = (zipfile.BadZipFile, zlib.error, ET.ParseError, NotImplementedError, EOFError, ValueError)
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
SPACES = {f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"}
MIDNIGHT = "T00:00:00"


@dataclass(frozen=True, kw_only=True)
class Document:
    """The rows of one sheet, the names of all, and whether cells were merged."""

    rows: Sequence[Row]
    sheets: Sequence[str]
    is_merged: bool


def is_opendocument(content: bytes) -> bool:
    """Tell an ODS file from other archives: it says so in its first, unpacked part."""
    return SPREADSHEET in content[: len(SPREADSHEET) + 80]


def open_document(content: bytes, limits: Limits, sheet: str = "") -> Document:
    """Open the first sheet, or the one that is named; raise `UnreadableTable`."""
    try:
        root = ET.fromstring(unpacked(content, limits))  # noqa: S314 -- declarations are refused
        tables = root.findall(f".//{TABLE}table")
        chosen = chosen_table(tables, sheet)
        rows = list(rows_of(chosen, limits))
    except DAMAGES as error:
        raise UnreadableTable(Reason.DAMAGED) from error
    except (LookupError, RuntimeError) as error:  # no content in it; a password on a part
        raise UnreadableTable(Reason.OTHER_FORMAT) from error
    return Document(
        rows=rows,
        sheets=[name_of(each) for each in tables],
        is_merged=chosen.find(f".//{TABLE}covered-table-cell") is not None,
    )


def unpacked(content: bytes, limits: Limits) -> bytes:
    """Unpack what holds the cells; raise `UnreadableTable` for a password and for a bomb."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > limits.unpacked:
            raise UnreadableTable(Reason.TOO_LARGE)
        manifest = archive.read(MANIFEST) if MANIFEST in archive.namelist() else b""
        if b"encryption-data" in manifest:
            raise UnreadableTable(Reason.LOCKED_OR_OLD)
        document = archive.read(CONTENT)
    if any(mark in document for mark in DECLARATION):
        raise UnreadableTable(Reason.DAMAGED)  # no spreadsheet program writes one
    return document


def chosen_table(tables: Sequence[ET.Element], name: str) -> ET.Element:
    """Choose a sheet by its name, however it is typed; the first where none is named."""
    if not name:
        return tables[0]
    named = [each for each in tables if fold(name_of(each)) == fold(name)]
    if not named:
        raise UnreadableTable(Reason.NO_SUCH_SHEET)
    return named[0]


def name_of(table: ET.Element) -> str:
    """Tell what a sheet is called."""
    return table.get(f"{TABLE}name", "")


def rows_of(table: ET.Element, limits: Limits) -> Iterator[Row]:
    """Read row by row; one that is repeated counts each time, up to what may be read at all."""
    number = 0
    for element in table.iter(f"{TABLE}table-row"):
        times = int(element.get(f"{TABLE}number-rows-repeated") or 1)
        cells = cells_of(element, limits)
        if any(cells):
            for place in range(min(times, limits.rows + 2)):
                yield Row(number + place + 1, cells)
        number += times


def cells_of(row: ET.Element, limits: Limits) -> list[str]:
    """Put the cells of a row where they belong; what lies far to the right is passed over."""
    cells: list[str] = []
    for element in row:
        if element.tag not in CELLS or len(cells) > limits.columns:
            continue
        times = int(element.get(f"{TABLE}number-columns-repeated") or 1)
        cells += [plain_cell(value_of(element))] * min(times, limits.columns + 1 - len(cells))
    while cells and not cells[-1]:
        cells.pop()
    return cells


def value_of(cell: ET.Element) -> str:
    """Read what a cell holds; of a formula what it last came to."""
    match cell.get(f"{OFFICE}value-type", ""):
        case "float" | "currency":
            return number_in(cell.get(f"{OFFICE}value", ""))
        case "date":
            return cell.get(f"{OFFICE}date-value", "").removesuffix(MIDNIGHT)
        case "boolean":
            return ""
        case _:
            return "\n".join(text_in(each) for each in cell.findall(f"{TEXT}p"))


def number_in(value: str) -> str:
    """Write a number without needless decimals."""
    number = float(value)
    return str(int(number)) if number.is_integer() else value


def text_in(paragraph: ET.Element) -> str:
    """Join the runs of a paragraph; several spaces stand in elements of their own."""
    parts = [paragraph.text or ""]
    for run in paragraph:
        parts += [" " if run.tag in SPACES else text_in(run), run.tail or ""]
    return "".join(parts)
