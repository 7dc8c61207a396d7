"""By which keys codes are looked up: a whole code everywhere, others at one event alone."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, bindparam, or_

from eventsys.core.codes import CodeKind

PARAMETERS = {
    CodeKind.CODE: "codes",
    CodeKind.CODE_HASH: "hashes",
    CodeKind.SHORT_CODE: "shorts",
}


def code_conditions(table: Table) -> Mapping[CodeKind, ColumnElement[bool]]:
    """Tell of a table that holds codes which of its rows open by a kind of key."""
    columns = table.c
    is_of_event = columns.event_id == bindparam("event")
    return {
        CodeKind.CODE: columns.code_hash.in_(bindparam("codes", expanding=True)),
        CodeKind.CODE_HASH: and_(
            is_of_event, columns.roster_hash.in_(bindparam("hashes", expanding=True))
        ),
        CodeKind.SHORT_CODE: and_(
            is_of_event, columns.roster_short.in_(bindparam("shorts", expanding=True))
        ),
    }


def opens_by_any(table: Table) -> ColumnElement[bool]:
    """Tell which rows open by any of the keys."""
    return or_(*code_conditions(table).values())


def code_values(event_id: int, wanted: Mapping[CodeKind, Collection[str]]) -> dict[str, Any]:
    """Give the values of the conditions."""
    keys = {name: list(wanted.get(kind, ())) for kind, name in PARAMETERS.items()}
    return {"event": event_id, **keys}
