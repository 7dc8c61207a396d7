"""What tickets printed beforehand refuse."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError


@dataclass(eq=False)
class TooManyPrinted(DomainError):
    """More tickets were asked for than one print run may hold, or none."""

    most: int


@dataclass(eq=False)
class TicketNotFree(DomainError):
    """The code of the person at this position (from 0) is of no ticket that is free."""

    position: int
