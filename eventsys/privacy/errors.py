"""Why people cannot be forgotten yet."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError


@dataclass(eq=False)
class StillComing(DomainError):
    """The event is not over, and so many people are still to come: deregister them first."""

    people: int


@dataclass(eq=False)
class PhonesHold(DomainError):
    """Phones hold so many scans that they have not sent, which would then count nobody."""

    rows: int


@dataclass(eq=False)
class PicturesStand(DomainError):
    """So many families withdrew their yes, and their pictures are still to be taken away."""

    pictures: int
