"""What places refuses."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError


@dataclass(eq=False)
class VenueExists(DomainError):
    """The district has another venue of this name."""

    name: str
