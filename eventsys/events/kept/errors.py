"""What is refused of kept views."""

from eventsys.core.errors import DomainError


class ViewNameTaken(DomainError):
    """The account has a view of this name."""


class TooManyViews(DomainError):
    """The account keeps as many views as one can oversee."""


class WrongView(DomainError):
    """The name is missing or too long, or the view asks for too much."""
