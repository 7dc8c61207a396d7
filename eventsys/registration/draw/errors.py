"""What drawing lots refuses."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError
from eventsys.registration.draw.rules import DrawObstacle


@dataclass(eq=False)
class DrawRefused(DomainError):
    """Lots cannot be drawn now."""

    obstacle: DrawObstacle


@dataclass(eq=False)
class SeedUnusable(DomainError):
    """A seed that is given has at most so many characters."""

    most: int
