"""Why a message did not leave."""

from eventsys.core.errors import DomainError


class Unreachable(DomainError):
    """The message was not taken now; trying again later is right."""


class Refused(DomainError):
    """The message was refused for good; trying again will not help."""


class Uncertain(DomainError):
    """The line broke while the message was handed over; it may have been taken."""
