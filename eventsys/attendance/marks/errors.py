"""Why somebody's attendance is not corrected, and a list not closed."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError


@dataclass(eq=False)
class ReasonMissing(DomainError):
    """A correction says why."""


@dataclass(eq=False)
class OccasionCancelled(DomainError):
    """Nobody can have come to an occasion that was cancelled."""


@dataclass(eq=False)
class OccasionNotBegun(DomainError):
    """It cannot be known yet who came."""
