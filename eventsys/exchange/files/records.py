"""JSON for other programs: an object for each row, by the columns' names that never change."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from eventsys.exchange.files.rules import Cell, Sheet


def json_lines(sheet: Sheet) -> Iterator[bytes]:
    """Write a table as a list, a line for each row; moments with their distance from UTC."""
    between = "[\n"
    for row in sheet.rows:
        values = {key: value_of(cell) for key, cell in zip(sheet.keys, row, strict=True)}
        yield f"{between}{json.dumps(values, ensure_ascii=False)}".encode()
        between = ",\n"
    yield b"[]\n" if between == "[\n" else b"\n]\n"


def value_of(cell: Cell) -> str | int | float | None:
    """Write a cell as JSON has it."""
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell) if isinstance(cell, Decimal) else cell
