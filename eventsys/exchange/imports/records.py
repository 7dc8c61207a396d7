"""Reads JSON as a table: a list of objects, as our own files have it, or the rows of a system."""

import json
import re
from collections.abc import Mapping, Sequence

from eventsys.exchange.tables.cells import plain_cell
from eventsys.exchange.tables.rules import Limits, Reason, Row, UnreadableTable

BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*[{\]]|\{\s*\")")


def is_json(content: bytes) -> bool:
    """Tell JSON by how it begins."""
    return BEGINS.match(content) is not None


def read_json(content: bytes) -> object:
    """Read JSON; raise `UnreadableTable` where it is damaged."""
    try:
        found: object = json.loads(content.decode("utf-8-sig"), parse_constant=no_number)
    except (ValueError, RecursionError) as error:
        raise UnreadableTable(Reason.DAMAGED) from error
    return found


def no_number(_text: str) -> None:
    """Read NaN and Infinity, which are no JSON, as nothing."""


def table_of(records: object, limits: Limits) -> Sequence[Row]:
    """Lay objects out as rows below their names; raise `UnreadableTable` for anything else."""
    if not isinstance(records, list) or not all(isinstance(each, Mapping) for each in records):
        raise UnreadableTable(Reason.OTHER_FORMAT)
    if len(records) > limits.rows:
        raise UnreadableTable(Reason.TOO_MANY_ROWS)
    heads = list(dict.fromkeys(str(key) for each in records for key in each))
    if len(heads) > limits.columns:
        raise UnreadableTable(Reason.TOO_MANY_COLUMNS)
    rows = [Row(1, [plain_cell(head) for head in heads])]
    for number, record in enumerate(records, start=2):
        rows.append(Row(number, [cell_of(record.get(head)) for head in heads]))
    return rows


def cell_of(value: object) -> str:
    """Write a value as a cell; what has parts of its own is no cell."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return plain_cell(str(value))
