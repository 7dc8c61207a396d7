"""What an organiser decides about taking people in, on plain values."""

from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """How registrations come to places: at once, by the organiser's yes, or by a draw."""

    DIRECT = "direct"
    APPROVAL = "approval"
    DRAW = "draw"


class WaitlistOrder(StrEnum):
    """Whom a free place is offered to: the first party that fits, or strictly the first."""

    FITS = "fits"
    FIRST = "first"


@dataclass(frozen=True, kw_only=True, slots=True)
class IntakePlan:
    """How an event takes people in; what an event says nothing of is this.

    `is_drawn` is no wish but a fact: the lots are drawn, and whoever comes later comes behind.
    """

    way: Way = Way.DIRECT
    has_waitlist: bool = True
    waitlist_order: WaitlistOrder = WaitlistOrder.FITS
    is_drawn: bool = False

    @property
    def puts_off(self) -> bool:
        """Tell whether registrations wait for a decision before they take places."""
        return self.way is Way.APPROVAL or (self.way is Way.DRAW and not self.is_drawn)
