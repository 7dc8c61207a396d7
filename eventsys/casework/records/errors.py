"""Why a fact of the casework is not kept, or not taken away."""

from eventsys.core.errors import DomainError


class FactKnown(DomainError):
    """The year has the same already: a row of the programme of that code, or its consultants."""


class FactInUse(DomainError):
    """Something is told of it: activities of a plan, other editions of a publication."""


class AfterTheEnd(DomainError):
    """The plan had ended before the day of the activity."""


class NotAnOriginal(DomainError):
    """An edition is of a first one, not of itself and not of another edition."""
