"""What an event is and allows, decided on plain values."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum


class EventKind(StrEnum):
    """What people are invited to."""

    PUBLIC = "public"
    COURSE = "course"
    WORKSHOP = "workshop"


class EventStatus(StrEnum):
    """Where an event stands; open, closed and held are derived."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    ARCHIVED = "archived"


class Visibility(StrEnum):
    """Whether an event stands in the list and the feeds, or is reached by its link only."""

    ALL = "all"
    LINK = "link"


class Attends(StrEnum):
    """Whether a registration is for all occasions of an event or for one of them."""

    ALL = "all"
    ONE = "one"


class Audience(StrEnum):
    """Whom an event is for."""

    CHILDREN = "children"
    ADULTS = "adults"
    FAMILIES = "families"
    STAFF = "staff"


class UnknownTickets(StrEnum):
    """What the scanner shows for a code it does not know."""

    AMBER = "amber"
    RED = "red"


class RegistrationState(StrEnum):
    """Whether an event takes registrations at a moment."""

    OPEN = "open"
    NOT_YET = "not-yet"
    CLOSED = "closed"
    DROP_IN = "drop-in"


class Places(StrEnum):
    """What lists and pages say of the places left; the number itself stands on the form."""

    FREE = "free"
    FEW_LEFT = "few-left"
    FULL = "full"


@dataclass(frozen=True)
class AgeRule:
    """The birth years an event is for, both included."""

    from_year: int
    to_year: int

    def holds(self, birth_year: int | None) -> bool:
        """Tell whether the event is for somebody born in a year; not where none is given."""
        return birth_year is not None and self.from_year <= birth_year <= self.to_year


TRANSITIONS: dict[EventStatus, frozenset[EventStatus]] = {
    EventStatus.DRAFT: frozenset({EventStatus.PUBLISHED}),
    EventStatus.PUBLISHED: frozenset(
        {EventStatus.DRAFT, EventStatus.CANCELLED, EventStatus.ARCHIVED}
    ),
    EventStatus.CANCELLED: frozenset({EventStatus.PUBLISHED, EventStatus.ARCHIVED}),
    EventStatus.ARCHIVED: frozenset(),
}
"""Which status may follow which; a published event goes back to draft only without registrations.
"""

RESERVED_SLUGS = frozenset({"admin", "api", "events", "new", "edit", "static", "feeds", "register"})
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
LARGEST_CAPACITY = 1_000_000
LONGEST_SLUG = 80
FEW_LEFT_ONE_IN = 10


@dataclass(frozen=True, kw_only=True)
class RegistrationWindow:
    """When an event takes registrations; None leaves that end open until the event ends."""

    takes_registrations: bool
    opens_at: datetime | None
    closes_at: datetime | None

    def state(self, status: EventStatus, last_end: datetime, at: datetime) -> RegistrationState:
        """Tell whether registrations are taken at a moment."""
        if not self.takes_registrations:
            return RegistrationState.DROP_IN
        if status is not EventStatus.PUBLISHED or at >= min(self.closes_at or last_end, last_end):
            return RegistrationState.CLOSED
        if self.opens_at is not None and at < self.opens_at:
            return RegistrationState.NOT_YET
        return RegistrationState.OPEN


def places_of(taken: int, capacity: int | None, *, is_awaited: bool = False) -> Places:
    """Say what the public is told of the places: few are left when one in ten or fewer are.

    What is left is nobody's to take where people wait for it.
    """
    if is_awaited:
        return Places.FULL
    if capacity is None:
        return Places.FREE
    left = capacity - taken
    if left <= 0:
        return Places.FULL
    return Places.FEW_LEFT if left * FEW_LEFT_ONE_IN <= capacity else Places.FREE


def is_conceivable(moment: datetime | None) -> bool:
    """Tell whether something of ours can be at a moment; years far off are slips of the pen."""
    return moment is None or EARLIEST <= moment < LATEST


def slug_from(title: str) -> str:
    """Write a title as a slug: small ASCII letters, digits and hyphens."""
    danish = title.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    plain = unicodedata.normalize("NFKD", danish).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-")


def is_slug(text: str) -> bool:
    """Tell whether a text can be an event's slug."""
    return (
        len(text) <= LONGEST_SLUG
        and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) is not None
        and text not in RESERVED_SLUGS
    )


def nearest_occasion(
    occasions: Sequence[tuple[int, datetime, datetime]], moment: datetime
) -> int | None:
    """Find the occasion (id, start, end) nearest to a moment; of two, the earlier."""

    def distance(occasion: tuple[int, datetime, datetime]) -> tuple[float, datetime]:
        _, start, end = occasion
        away = max((start - moment).total_seconds(), (moment - end).total_seconds(), 0.0)
        return away, start

    return min(occasions, key=distance)[0] if occasions else None
