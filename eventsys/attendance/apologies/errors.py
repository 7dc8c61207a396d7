"""What sending apologies refuses."""

from dataclasses import dataclass

from eventsys.attendance.apologies.rules import Hindrance
from eventsys.core.errors import DomainError


@dataclass(eq=False)
class ApologyRefused(DomainError):
    """Nothing can be said beforehand about the occasion."""

    hindrance: Hindrance
