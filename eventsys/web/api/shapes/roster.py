"""What phones are told of the tickets: hashes and states, nothing personal."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import UNSET, UnsetType, field

from eventsys.events.rules import UnknownTickets
from eventsys.registration.rules import Category
from eventsys.web.api.shapes.common import Shape


class RosterOccasion(Shape):
    """An occasion, by its number."""

    no: int
    starts_at: datetime
    ends_at: datetime


class RosterTicket(Shape):
    """A ticket; `in` are the occasions at which its holder is, `valid` those it is for, or all.

    `been` are the occasions whose holder came in and is out now, where there are any. Tickets with
    the same `family` may be let in together by one scan of any of them.
    """

    hash: str
    short: str
    category: Category
    state: str
    inside: Sequence[int] = field(name="in")
    flags: int
    valid: Sequence[int] | UnsetType = UNSET
    been: Sequence[int] | UnsetType = UNSET
    family: str | UnsetType = UNSET


class Roster(Shape):
    """A page of the roster; a later row for a hash replaces the earlier.

    `cancelled` is there where the event was called off: then no ticket admits.
    """

    cursor: str
    more: bool
    salt: str
    reentry: bool
    unknown: UnknownTickets
    occasions: Sequence[RosterOccasion]
    tickets: Sequence[RosterTicket]
    cancelled: bool | UnsetType = UNSET
