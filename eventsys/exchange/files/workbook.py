"""XLSX files: typed cells, texts that stay texts, and native charts; a row in memory at a time."""

from datetime import UTC, date, datetime
from typing import IO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from eventsys.exchange.files.rules import CONTROLS, Cell, Chart, Sheet

Formats = dict[str, Format]
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
LONGEST_TEXT = 32_767
LONGEST_NAME = 31
WIDTH = 20
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def write_workbook(file: IO[bytes], *sheets: Sheet, made_at: datetime | None = None) -> None:
    """Write tables into an XLSX file, a sheet each; with its moment given it is always the same."""
    with Workbook(file, OPTIONS) as book:
        if made_at is not None:
            book.set_properties({"created": in_utc_without_zone(made_at)})
        formats = {
            "head": book.add_format({"bold": True}),
            "day": book.add_format({"num_format": "dd-mm-yyyy"}),
            "moment": book.add_format({"num_format": "dd-mm-yyyy hh:mm"}),
        }
        for sheet in sheets:
            write_sheet(book, formats, sheet)


def in_utc_without_zone(moment: datetime) -> datetime:
    """Give a moment as a workbook keeps that of its making."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def write_sheet(book: Workbook, formats: Formats, sheet: Sheet) -> None:
    """Write one table, its head fixed and with filters."""
    page = book.add_worksheet(sheet_name(sheet.name))
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_column(0, max(len(sheet.heads) - 1, 0), WIDTH)
    for place, head in enumerate(sheet.heads):
        page.write_string(0, place, plain(head), formats["head"])
    number = 0
    for number, row in enumerate(sheet.rows, 1):
        for place, cell in enumerate(row):
            write_cell(page, formats, (number, place), cell)
    if sheet.heads:
        page.autofilter(0, 0, number, len(sheet.heads) - 1)
    if sheet.chart and number:
        add_chart(book, page, sheet, sheet.chart, number)


def write_cell(page: Worksheet, formats: Formats, at: tuple[int, int], cell: Cell) -> None:
    """Write a cell as what it is; by its type and never by its looks."""
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        page.write_string(*at, plain(cell))
    elif isinstance(cell, datetime):
        page.write_datetime(*at, cell.replace(tzinfo=None), formats["moment"])
    elif isinstance(cell, date):
        page.write_datetime(*at, cell, formats["day"])
    else:
        page.write_number(*at, cell)


def add_chart(book: Workbook, page: Worksheet, sheet: Sheet, chart: Chart, rows: int) -> None:
    """Draw columns of numbers below the table, with words for who cannot see them."""
    name = sheet_name(sheet.name)
    drawn = book.add_chart({"type": "column", "subtype": "stacked"})
    for column in chart.numbers:
        drawn.add_series(
            {
                "name": [name, 0, column],
                "categories": [name, 1, chart.names, rows, chart.names],
                "values": [name, 1, column, rows, column],
            }
        )
    drawn.set_title({"name": chart.title})
    page.insert_chart(rows + 2, 0, drawn, {"description": chart.words})


def sheet_name(name: str) -> str:
    """Give a name that a sheet may have."""
    return " ".join(plain(name).translate(NOT_IN_NAMES).split())[:LONGEST_NAME].strip() or "1"


def plain(text: str) -> str:
    """Take out of a text what no cell may hold."""
    return CONTROLS.sub("", text)[:LONGEST_TEXT]
