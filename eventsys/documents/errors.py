"""What can go wrong with paper."""

from eventsys.core.errors import DomainError


class PressFailed(DomainError):
    """The document could not be made now; trying again later may be right."""


class TooManyTickets(DomainError):
    """More tickets than one document may hold."""

    def __init__(self, *, asked: int, largest: int) -> None:
        super().__init__(f"{asked} tickets asked for, {largest} at most")
        self.asked = asked
        self.largest = largest
