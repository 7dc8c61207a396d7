"""What is asked of replaced codes at the gate, once a code is no ticket's that admits."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, or_, select

from eventsys.core.codes import CodeKind
from eventsys.core.db import table_of
from eventsys.registration.tickets.models import ReplacedTicket

replaced = table_of(ReplacedTicket)
IS_OF_EVENT = replaced.c.event_id == bindparam("event")
REPLACED = select(
    replaced.c.ticket_id,
    replaced.c.event_id,
    replaced.c.code_hash,
    replaced.c.roster_hash,
    replaced.c.roster_short,
).where(
    or_(
        replaced.c.code_hash.in_(bindparam("codes", expanding=True)),
        and_(IS_OF_EVENT, replaced.c.roster_hash.in_(bindparam("hashes", expanding=True))),
        and_(IS_OF_EVENT, replaced.c.roster_short.in_(bindparam("shorts", expanding=True))),
    )
)


def find_replaced(
    connection: Connection, event_id: int, wanted: Mapping[CodeKind, Sequence[str]]
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Find which tickets replaced those with these codes."""
    if not wanted:
        return []
    values = {
        "event": event_id,
        "codes": wanted.get(CodeKind.CODE, ()),
        "hashes": wanted.get(CodeKind.CODE_HASH, ()),
        "shorts": wanted.get(CodeKind.SHORT_CODE, ()),
    }
    return connection.execute(REPLACED, values).all()
