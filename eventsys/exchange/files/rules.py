"""What a table is before it becomes a file, decided on plain values."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

Cell = str | int | float | Decimal | date | datetime | None
Row = TypeVar("Row")
CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
"""Marks that no file holds: they are unseen, turn a text around, or break XML."""


class FileFormat(StrEnum):
    """The kinds of files."""

    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"
    JSON = "json"


MEDIA_TYPES = {
    FileFormat.CSV: "text/csv",
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileFormat.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileFormat.JSON: "application/json",
}


@dataclass(frozen=True, kw_only=True)
class Column(Generic[Row]):
    """One column: its name for programs, its heading for people, and how a row fills it.

    Moments come in local time. `code` fills it for programs, where people read words.
    """

    key: str
    head: str
    cell: Callable[[Row], Cell]
    code: Callable[[Row], Cell] | None = None


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A picture of columns of numbers beside the column that names their rows; by their places.

    `words` tell what it shows to who cannot see it.
    """

    title: str
    words: str
    names: int
    numbers: Sequence[int]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table that is written row by row; its rows can be read once."""

    name: str
    keys: Sequence[str]
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    chart: Chart | None = None


def sheet_of(
    name: str,
    columns: Sequence[Column[Row]],
    rows: Iterable[Row],
    chart: Chart | None = None,
    *,
    for_programs: bool = False,
) -> Sheet:
    """Lay rows out in columns; a row is read when its turn has come."""
    fill = [(each.code or each.cell) if for_programs else each.cell for each in columns]
    return Sheet(
        name=name,
        keys=[column.key for column in columns],
        heads=[column.head for column in columns],
        rows=([cell(row) for cell in fill] for row in rows),
        chart=chart,
    )
