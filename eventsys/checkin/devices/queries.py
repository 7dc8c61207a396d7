"""What is asked of phones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from eventsys.checkin.errors import DeviceRevoked, UnknownDevice
from eventsys.checkin.models import Device, HeadCount, Scan, Tally
from eventsys.core.codes import digest_of
from eventsys.events.models import Event

LATE_POSTS = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class DeviceRow:
    """A phone as organisers see it; `missing` counts the gaps in its numbering."""

    public_id: str
    label: str
    role: str
    gate: str | None
    paired_at: datetime
    last_seen_at: datetime | None
    revoked_at: datetime | None
    received: int
    missing: int


def find_device(session: Session, token: str) -> Device | None:
    """Find the device that holds a token."""
    return session.scalar(select(Device).where(Device.token_hash == digest_of(token)))


def get_posting_device(session: Session, token: str, *, at: datetime) -> Device:
    """Give the device that hands something in: a revoked or expired one still may for 14 days.

    Raise `UnknownDevice`.
    """
    device = find_device(session, token)
    if device is None or at > (device.revoked_at or device.valid_until) + LATE_POSTS:
        raise UnknownDevice
    return device


def get_receiving_device(session: Session, token: str, *, at: datetime) -> Device:
    """Give the device that asks for something; raise `UnknownDevice` or `DeviceRevoked`."""
    device = find_device(session, token)
    if device is None or at > device.valid_until:
        raise UnknownDevice
    if device.revoked_at is not None:
        raise DeviceRevoked
    return device


def find_device_of(session: Session, event: Event, public_id: str) -> Device | None:
    """Find one of an event's devices by its public id."""
    return session.scalar(
        select(Device).where(Device.event_id == event.id, Device.public_id == public_id)
    )


def list_devices(session: Session, event: Event) -> Sequence[DeviceRow]:
    """List an event's phones by label, each with what it sent and what of it is missing."""
    sent = union_all(
        *(
            select(table.device_id, table.seq).where(table.event_id == event.id)
            for table in (Scan, Tally, HeadCount)
        )
    ).subquery()
    totals = (
        select(
            sent.c.device_id,
            func.count(sent.c.seq.distinct()).label("received"),
            func.max(sent.c.seq).label("highest"),
        )
        .group_by(sent.c.device_id)
        .subquery()
    )
    rows = session.execute(
        select(Device, totals.c.received, totals.c.highest)
        .outerjoin(totals, totals.c.device_id == Device.id)
        .where(Device.event_id == event.id)
        .order_by(Device.label)
    )
    return [
        DeviceRow(
            public_id=device.public_id,
            label=device.label,
            role=device.role.value,
            gate=device.gate,
            paired_at=device.paired_at,
            last_seen_at=device.last_seen_at,
            revoked_at=device.revoked_at,
            received=received or 0,
            missing=max((highest or 0) - (received or 0), 0),
        )
        for device, received, highest in rows
    ]
