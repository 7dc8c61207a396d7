"""What is refused of those who assist with an event."""

from eventsys.core.errors import DomainError


class NotAnAssistant(DomainError):
    """The account cannot sign in, or is no event assistant."""
