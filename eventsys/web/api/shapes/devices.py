"""Pairing a phone."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from eventsys.checkin.rules import DeviceRole
from eventsys.web.api.shapes.common import Input, Shape


class Pairing(Input):
    """What a phone sends to be paired."""

    pairing_code: Annotated[str, Meta(min_length=1, max_length=40)]
    install_id: Annotated[
        str, Meta(min_length=1, max_length=100, description="Made anew by each installation.")
    ]


class PairedPhone(Shape):
    """The phone as a device; `gate` is the one that it is for at first, where there is one."""

    id: str
    label: str
    role: DeviceRole
    gate: str | UnsetType = UNSET


class EventTitle(Shape):
    """The event a phone is paired with; the title by language."""

    slug: str
    title: Mapping[str, str]


class Paired(Shape):
    """What a phone holds from now on; the token is told this once."""

    token: str
    device: PairedPhone
    event: EventTitle
    gates: Sequence[str]
    valid_until: datetime
    server_time: datetime
