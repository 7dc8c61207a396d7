"""What notes refuse."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError


@dataclass(eq=False)
class NotANote(DomainError):
    """Nothing was written, or more than so many characters."""

    most: int
