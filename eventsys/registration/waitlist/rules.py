"""Whom a free place is offered to, and for how long; decided on plain values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from eventsys.events.intake.rules import WaitlistOrder

LONGEST_OFFER = timedelta(hours=24)
SHORTEST_OFFER = timedelta(hours=1)
LAST_OFFER = timedelta(hours=4)
"""So long before the start the last offer is made by itself; after that the organiser phones."""
DAY_BEGINS, DAY_ENDS = time(8), time(21)
"""Between the two people have time to answer; the rest is night and does not count."""


class OfferStatus(StrEnum):
    """Where an offer stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"


class Answer(StrEnum):
    """What came of somebody's yes to an offer."""

    ACCEPTED = "accepted"
    EXPIRED = "expired"
    NO_OFFER = "no-offer"


@dataclass(frozen=True, slots=True)
class Party:
    """Those of a registration who wait; `is_passed` where they let the last offer run out."""

    registration_id: int
    size: int
    is_passed: bool = False


def next_party(parties: Sequence[Party], unused: int | None, order: WaitlistOrder) -> Party | None:
    """Choose whom the unused places are offered to: the first party that fits, or the first.

    A party that let an offer run out is passed over until other places become free.
    """
    asked = [party for party in parties if not party.is_passed]
    if order is WaitlistOrder.FIRST:
        asked = asked[:1]
    return next((party for party in asked if unused is None or party.size <= unused), None)


def is_awaited(parties: Sequence[Party], unused: int | None, order: WaitlistOrder) -> bool:
    """Tell whether unused places are for those who wait, so that nobody else may take them."""
    if order is WaitlistOrder.FIRST:
        return any(not party.is_passed for party in parties)
    return next_party(parties, unused, order) is not None


def is_in_time(at: datetime, starts_at: datetime) -> bool:
    """Tell whether offers are still made by themselves."""
    return at <= starts_at - LAST_OFFER


def expiry_of(at: datetime, starts_at: datetime, zone: str) -> datetime:
    """Tell when an offer runs out: after half the time left, from one hour to a day by daylight.

    Nights do not count, neither as time left nor as time to answer; at the start it is over.
    """
    left = sum((end - start for start, end in days_between(at, starts_at, zone)), timedelta())
    lasts = max(min(LONGEST_OFFER, left / 2), SHORTEST_OFFER)
    for start, end in days_between(at, starts_at, zone):
        if end - start >= lasts:
            return start + lasts
        lasts -= end - start
    return starts_at


def days_between(at: datetime, until: datetime, zone: str) -> Iterator[tuple[datetime, datetime]]:
    """List the times by daylight between two moments."""
    local = ZoneInfo(zone)
    day = at.astimezone(local).date()
    while day <= until.astimezone(local).date():
        start = datetime.combine(day, DAY_BEGINS, local).astimezone(UTC)
        end = datetime.combine(day, DAY_ENDS, local).astimezone(UTC)
        if max(start, at) < min(end, until):
            yield max(start, at), min(end, until)
        day += timedelta(days=1)
