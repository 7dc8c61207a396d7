"""What the waiting list refuses."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError


@dataclass(eq=False)
class NobodyWaits(DomainError):
    """Nobody of the registration waits any more, or nothing can be offered now."""
