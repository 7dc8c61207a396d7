"""What is asked of replaced codes at the gate, once a code is no ticket's that admits."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from eventsys.checkin.code_keys import code_values, opens_by_any
from eventsys.core.codes import CodeKind
from eventsys.core.db import table_of
from eventsys.registration.tickets.models import ReplacedTicket

replaced = table_of(ReplacedTicket)
REPLACED = select(
    replaced.c.ticket_id,
    replaced.c.event_id,
    replaced.c.code_hash,
    replaced.c.roster_hash,
    replaced.c.roster_short,
).where(opens_by_any(replaced))


def find_replaced(
    connection: Connection, event_id: int, wanted: Mapping[CodeKind, Sequence[str]]
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Find which tickets replaced those with these codes."""
    if not wanted:
        return []
    return connection.execute(REPLACED, code_values(event_id, wanted)).all()
