"""What is refused of series."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError


@dataclass(eq=False)
class MemberIsFuller(DomainError):
    """An event of the series has more places taken than it would have."""

    slug: str
    taken: int
    capacity: int


@dataclass(eq=False)
class SeriesChanged(DomainError):
    """The series has another number of events by now."""

    members: int
