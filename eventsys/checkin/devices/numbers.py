"""What came in of the numbers that phones gave their rows, counted for each phone."""

from sqlalchemy import Subquery, case, func, or_, select, union_all

from eventsys.checkin.models import Device, HeadCount, Scan, StrayRow, Tally
from eventsys.checkin.rules import RowState
from eventsys.events.models import Event


def numbers_of(event: Event) -> Subquery:
    """Count for each of an event's phones the rows it made: see `DeviceRow`."""
    sent = sent_rows(event)
    numbers = case((sent.c.is_numbered, sent.c.seq))
    return (
        select(
            sent.c.device_id,
            func.count(numbers).label("rows"),
            func.count(numbers.distinct()).label("received"),
            func.max(numbers).label("highest"),
            func.count(case((sent.c.handed_in_by != sent.c.device_id, 1))).label("relayed"),
            func.count(case((sent.c.is_numbered.is_(False), 1))).label("strange"),
            func.count(case((sent.c.received_at > Device.revoked_at, 1))).label("late"),
            func.count(case((sent.c.quarantined, 1))).label("quarantined"),
        )
        .join(Device, Device.id == sent.c.device_id)
        .group_by(sent.c.device_id)
        .subquery()
    )


def unreadable_of(event: Event) -> Subquery:
    """Count for each of an event's phones the rows that nobody could read, each once."""
    return (
        select(StrayRow.device_id, func.count(StrayRow.body_hash.distinct()).label("rows"))
        .join(Device, Device.id == StrayRow.device_id)
        .where(Device.event_id == event.id, StrayRow.state == RowState.UNREADABLE)
        .group_by(StrayRow.device_id)
        .subquery()
    )


def sent_rows(event: Event) -> Subquery:
    """Select what an event's phones made; what is relayed for no phone of it has no number here."""
    return union_all(
        *(
            select(
                table.device_id,
                table.seq,
                table.handed_in_by,
                table.received_at,
                table.quarantined,
                or_(table.relayed_for.is_(None), table.handed_in_by.is_not(None)).label(
                    "is_numbered"
                ),
            ).where(table.event_id == event.id, table.seq > 0)
            for table in (Scan, Tally, HeadCount)
        )
    ).subquery()
