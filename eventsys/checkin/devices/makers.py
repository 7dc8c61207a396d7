"""Phones that made what other ones hand in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from eventsys.checkin.models import Device
from eventsys.checkin.requests import MadeRow
from eventsys.core.db import table_of

devices = table_of(Device)


@dataclass(frozen=True, kw_only=True, slots=True)
class Maker:
    """A phone that made what another one hands in."""

    id: int
    event_id: int
    revoked_at: datetime | None


Makers = Mapping[str | None, Maker]
NO_MAKER = Maker(id=0, event_id=0, revoked_at=None)


def list_makers(connection: Connection, rows: Iterable[MadeRow]) -> Makers:
    """Find the phones for which rows are relayed, by their public ids; mostly nobody has to ask."""
    names = {row.relayed_for for row in rows if row.relayed_for is not None}
    if not names:
        return {}
    found = connection.execute(
        select(devices.c.public_id, devices.c.id, devices.c.event_id, devices.c.revoked_at).where(
            devices.c.public_id.in_(names)
        )
    )
    return {
        row.public_id: Maker(id=row.id, event_id=row.event_id, revoked_at=row.revoked_at)
        for row in found
    }
