"""Why a list is not taken, or not taken back."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError


@dataclass(eq=False)
class EventNotPublished(DomainError):
    """Nobody can register for an event that is a draft, cancelled or archived."""

    slug: str


@dataclass(eq=False)
class ListInUse(DomainError):
    """Something hangs on those of the list: they were told, came, or changed something."""
