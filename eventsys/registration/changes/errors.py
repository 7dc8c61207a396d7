"""What changes of a registration are refused."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError


@dataclass(eq=False)
class MoveRefused(DomainError):
    """This registration cannot be moved: the event does not let people, or its date has begun."""
