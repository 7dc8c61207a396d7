"""What is refused of pictures."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError
from eventsys.events.pictures.rules import Unusable


@dataclass(eq=False)
class UnusablePicture(DomainError):
    """A file cannot be taken as a picture."""

    reason: Unusable


@dataclass(eq=False)
class TooManyPictures(DomainError):
    """An event has as many pictures as it can have."""

    most: int


@dataclass(eq=False)
class PictureUndescribed(DomainError):
    """Nothing says in Danish what a picture shows, or it is said at too great length."""
