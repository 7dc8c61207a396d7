"""What is asked of phones."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, select
from sqlalchemy.orm import Session

from eventsys.checkin.devices.numbers import numbers_of, unreadable_of
from eventsys.checkin.devices.rules import LATE_POSTS, valid_until
from eventsys.checkin.errors import UnknownDevice
from eventsys.checkin.models import Device
from eventsys.core.codes import digest_of
from eventsys.core.db import table_of
from eventsys.events.models import Event, Occasion
from eventsys.events.rules import EventStatus

devices, events, occasions = table_of(Device), table_of(Event), table_of(Occasion)


@dataclass(frozen=True, kw_only=True)
class DeviceRow:
    """A phone as organisers see it.

    `received` counts the numbers that came in, `made` is the highest known to be given, be it
    received or only told of. `unsent` is what the phone last said it held, None where it never
    said; `repeated` counts rows that share their number with another one, `relayed` those
    that another phone handed in, `strange` those it handed in for no phone of the event. `late`
    rows came in after it was revoked; `quarantined` ones count nowhere, `unreadable` ones came in
    and their numbers are not known.
    """

    public_id: str
    label: str
    role: str
    gate: str | None
    paired_at: datetime
    last_seen_at: datetime | None
    revoked_at: datetime | None
    received: int
    made: int
    unsent: int | None
    repeated: int
    relayed: int
    strange: int
    late: int
    quarantined: int
    unreadable: int
    is_pinned: bool

    @property
    def missing(self) -> int:
        """Count the numbers that were given and have not come in."""
        return max(self.made - self.received, 0)


@dataclass(frozen=True, slots=True)
class OccasionSpan:
    """An occasion of a device's event: its id, its number, from when to when."""

    id: int
    no: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class PostingDevice:
    """A device that hands something in, with all of its event that verdicts hang on.

    What comes in after the event's people were forgotten counts nowhere.
    """

    id: int
    revoked_at: datetime | None
    paired_at: datetime
    last_seen_at: datetime | None
    told_seq: int | None
    told_unsent: int | None
    event_id: int
    event_status: EventStatus
    reentry: bool
    roster_salt: bytes
    occasions: Sequence[OccasionSpan]
    is_forgotten: bool = False

    @property
    def valid_until(self) -> datetime:
        """Tell until when the device's token is good, by itself."""
        last_end = max((span.ends_at for span in self.occasions), default=None)
        return valid_until(self.paired_at, last_end)


POSTING = (
    select(
        devices.c.token_hash,
        devices.c.id,
        devices.c.revoked_at,
        devices.c.paired_at,
        devices.c.last_seen_at,
        devices.c.told_seq,
        devices.c.told_unsent,
        events.c.id,
        events.c.status,
        events.c.reentry,
        events.c.roster_salt,
        occasions.c.id,
        occasions.c.no,
        occasions.c.starts_at,
        occasions.c.ends_at,
        events.c.forgotten_at,
    )
    .join(events, events.c.id == devices.c.event_id)
    .outerjoin(
        occasions, and_(occasions.c.event_id == events.c.id, occasions.c.cancelled_at.is_(None))
    )
    .where(devices.c.token_hash.in_(bindparam("hashes", expanding=True)))
)
HOLD = (
    select(devices.c.id)
    .where(devices.c.id.in_(bindparam("devices", expanding=True)))
    .order_by(devices.c.id)
    .with_for_update(key_share=True)
)


def desk_token_hash(event: Event) -> str:
    """Give what stands for the token of the desk's own device: the hash of nothing."""
    return f"desk of event {event.id}"


def list_posting_devices(
    connection: Connection, token_hashes: Collection[str]
) -> Mapping[str, PostingDevice]:
    """Give the devices that hand something in, by the hashes of their tokens.

    One statement, as it stands before every scan.
    """
    found = defaultdict(list)
    for row in connection.execute(POSTING, {"hashes": list(token_hashes)}):
        found[row[0]].append(row[1:])
    return {token_hash: posting_device(rows) for token_hash, rows in found.items()}


def posting_device(rows: Sequence[tuple[Any, ...]]) -> PostingDevice:
    """Put a device together from its rows, one for each occasion of its event."""
    device_id, revoked_at, paired_at, last_seen_at, told_seq, told_unsent = rows[0][:6]
    event_id, status, reentry, salt = rows[0][6:10]
    return PostingDevice(
        id=device_id,
        revoked_at=revoked_at,
        paired_at=paired_at,
        last_seen_at=last_seen_at,
        told_seq=told_seq,
        told_unsent=told_unsent,
        event_id=event_id,
        event_status=status,
        reentry=reentry,
        roster_salt=salt,
        occasions=[OccasionSpan(*row[10:14]) for row in rows if row[10] is not None],
        is_forgotten=rows[0][14] is not None,
    )


def get_posting_device(connection: Connection, token: str, *, at: datetime) -> PostingDevice:
    """Give the device that hands something in; raise `UnknownDevice`."""
    return get_posting_device_by(connection, digest_of(token), at=at)


def get_posting_device_by(
    connection: Connection, token_hash: str, *, at: datetime
) -> PostingDevice:
    """Give the device that hands something in, by the hash of its token."""
    return known_device(list_posting_devices(connection, [token_hash]), token_hash, at=at)


def known_device(
    found: Mapping[str, PostingDevice], token_hash: str, *, at: datetime
) -> PostingDevice:
    """Give a device that may hand something in; raise `UnknownDevice`.

    One that is revoked or expired still may for 14 days.
    """
    device = found.get(token_hash)
    if device is None or at > (device.revoked_at or device.valid_until) + LATE_POSTS:
        raise UnknownDevice
    return device


def hold_devices(connection: Connection, device_ids: Collection[int]) -> None:
    """Hold phones until the end: what they made, and is sent twice at once, comes one by one."""
    connection.execute(HOLD, {"devices": list(device_ids)})


def find_device_of(session: Session, event: Event, public_id: str) -> Device | None:
    """Find one of an event's devices by its public id."""
    return session.scalar(
        select(Device).where(
            Device.event_id == event.id,
            Device.public_id == public_id,
            Device.token_hash != desk_token_hash(event),
        )
    )


def last_end_of(session: Session, event: Event) -> datetime | None:
    """Tell when the last of an event's occasions ends; None where there is none."""
    return session.scalar(
        select(func.max(Occasion.ends_at)).where(
            Occasion.event_id == event.id, Occasion.cancelled_at.is_(None)
        )
    )


def list_devices(session: Session, event: Event) -> Sequence[DeviceRow]:
    """List an event's phones by label, each with what it sent and what of it is missing.

    The desk is no phone.
    """
    totals, unreadable = numbers_of(event), unreadable_of(event)
    rows = session.execute(
        select(Device, *list(totals.c)[1:], unreadable.c.rows)
        .outerjoin(totals, totals.c.device_id == Device.id)
        .outerjoin(unreadable, unreadable.c.device_id == Device.id)
        .where(Device.event_id == event.id, Device.token_hash != desk_token_hash(event))
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
            made=max(highest or 0, device.told_seq or 0),
            unsent=device.told_unsent,
            repeated=(stored or 0) - (received or 0),
            relayed=relayed or 0,
            strange=strange or 0,
            late=late or 0,
            quarantined=quarantined or 0,
            unreadable=odd or 0,
            is_pinned=device.is_pinned,
        )
        for device, stored, received, highest, relayed, strange, late, quarantined, odd in rows
    ]
