"""What cannot change of an event once people are registered."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError
from eventsys.events.intake.rules import Way


@dataclass(eq=False)
class WayIsSet(DomainError):
    """So many people registered under the way in which places are given: it stays."""

    way: Way
    people: int
