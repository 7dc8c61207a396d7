"""Rows that belong to several events at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam

IDS: BindParameter[Any] = bindparam("ids", expanding=True)
"""The events of whose rows a statement asks."""


def grouped(rows: Iterable[Row[*tuple[Any, ...]]]) -> Mapping[int, list[Row[*tuple[Any, ...]]]]:
    """Gather rows by their event."""
    found: defaultdict[int, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for row in rows:
        found[row.event_id].append(row)
    return found
