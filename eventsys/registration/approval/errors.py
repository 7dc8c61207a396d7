"""What deciding about registrations refuses."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError


@dataclass(eq=False)
class NothingToDecide(DomainError):
    """Nobody of the registration waits for a decision, or it is too late for one."""


@dataclass(eq=False)
class ReasonMissing(DomainError):
    """A no needs a reason, of at most so many characters."""

    most: int


@dataclass(eq=False)
class NoWaitlist(DomainError):
    """The event has no waiting list."""
