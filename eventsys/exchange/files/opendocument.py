"""ODS files by Python's own zip: typed cells, a row in memory at a time.

The libraries at hand build the whole document first, at 15 kB a row.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from eventsys.exchange.files.rules import CONTROLS, MEDIA_TYPES, Cell, FileFormat, Sheet

NAMESPACES = {
    "office": "office:1.0",
    "table": "table:1.0",
    "text": "text:1.0",
    "style": "style:1.0",
    "number": "datastyle:1.0",
    "fo": "xsl-fo-compatible:1.0",
}
MEDIA_TYPE = MEDIA_TYPES[FileFormat.ODS]
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
MANIFEST = (
    f"{DECLARATION}<manifest:manifest "
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MEDIA_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
DAY = (
    '<number:day number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text>'
    '<number:year number:style="long"/>'
)
CLOCK = (
    '<number:text> </number:text><number:hours number:style="long"/>'
    '<number:text>:</number:text><number:minutes number:style="long"/>'
)
# Without the country LibreOffice shows the American order of day and month.
DATES = "".join(
    f'<number:date-style style:name="N{name}" number:language="da" number:country="DK">{parts}'
    f'</number:date-style><style:style style:name="{name}" style:family="table-cell" '
    f'style:data-style-name="N{name}"/>'
    for name, parts in (("day", DAY), ("moment", DAY + CLOCK))
)
STYLES = (
    f"<office:automatic-styles>{DATES}"
    '<style:style style:name="head" style:family="table-cell">'
    '<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>'
)
BLANKS = re.compile(r"\t|^ +| +$| {2,}")
HEAD = ' table:style-name="head"'
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}"'
    for short, name in NAMESPACES.items()
)


def write_opendocument(file: IO[bytes], *sheets: Sheet) -> None:
    """Write tables into an ODS file, a sheet each."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), MEDIA_TYPE)  # first, and not compressed
        archive.writestr(part_named("META-INF/manifest.xml"), MANIFEST)
        with archive.open(part_named("content.xml"), "w", force_zip64=True) as content:
            for part in parts_of(sheets):
                content.write(part.encode())


def part_named(name: str) -> zipfile.ZipInfo:
    """Name a part that has no time of its own: the same tables are the same file."""
    part = zipfile.ZipInfo(name)
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def parts_of(sheets: tuple[Sheet, ...]) -> Iterator[str]:
    """Write the document part by part."""
    yield f'{DECLARATION}<office:document-content {SPACES} office:version="1.2">{STYLES}'
    yield "<office:body><office:spreadsheet>"
    for sheet in sheets:
        yield f"<table:table table:name={quoteattr(plain(sheet.name))}><table:table-header-rows>"
        yield row_of([text_cell(head, HEAD) for head in sheet.heads])
        yield "</table:table-header-rows>"
        for row in sheet.rows:
            yield row_of([cell_of(cell) for cell in row])
        yield "</table:table>"
    yield "</office:spreadsheet></office:body></office:document-content>"


def row_of(cells: list[str]) -> str:
    """Put cells into a row."""
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def cell_of(cell: Cell) -> str:
    """Write a cell as what it is."""
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, str):
        return text_cell(cell)
    if isinstance(cell, date):  # a moment is a day too
        style = "moment" if isinstance(cell, datetime) else "day"
        naive = cell.replace(tzinfo=None) if isinstance(cell, datetime) else cell
        value = f'office:value-type="date" office:date-value="{naive.isoformat()}"'
        return f'<table:table-cell table:style-name="{style}" {value}/>'
    return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'


def text_cell(text: str, style: str = "") -> str:
    """Write a text; it is one, whatever it begins with."""
    lines = "".join(f"<text:p>{with_blanks(line)}</text:p>" for line in plain(text).split("\n"))
    return f'<table:table-cell{style} office:value-type="string">{lines}</table:table-cell>'


def with_blanks(line: str) -> str:
    """Write a line whose blanks stay: a reader takes several for one, and none at either end."""
    return BLANKS.sub(
        lambda found: "<text:tab/>" if found[0] == "\t" else f'<text:s text:c="{len(found[0])}"/>',
        escape(line),
    )


def plain(text: str) -> str:
    """Take out of a text what no cell may hold."""
    return CONTROLS.sub("", text)
