"""What the facts do not allow about what organisers write to people."""

from eventsys.core.errors import DomainError


class AlreadySent(DomainError):
    """It was sent, or given a time to be sent, before; it leaves once."""


class NobodyMeant(DomainError):
    """Nobody fits those it is for."""
