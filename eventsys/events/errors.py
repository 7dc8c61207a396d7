"""What events refuses."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError
from eventsys.core.text import Language
from eventsys.events.rules import EventStatus


@dataclass(eq=False)
class NotEnoughPlaces(DomainError):
    """Fewer places are left than were asked for."""

    asked: int
    left: int


@dataclass(eq=False)
class EventNotFound(DomainError):
    """No event has this slug."""

    slug: str


@dataclass(eq=False)
class SlugTaken(DomainError):
    """Another event has this slug."""

    slug: str


@dataclass(eq=False)
class WrongTransition(DomainError):
    """An event cannot go from its status to that one."""

    status: EventStatus
    wanted: EventStatus


@dataclass(eq=False)
class HasRegistrations(DomainError):
    """What was asked would take something away from people who are registered."""

    places_taken: int


@dataclass(eq=False)
class LastOccasion(DomainError):
    """The event would have no date left; the event itself can be cancelled."""


@dataclass(eq=False)
class EventInUse(DomainError):
    """Registrations or phones belong to the event, so that it cannot be deleted."""

    slug: str


@dataclass(eq=False)
class CapacityBelowTaken(DomainError):
    """The capacity would be lower than the places taken."""

    capacity: int
    taken: int


@dataclass(eq=False)
class WrongEventDetails(DomainError):
    """A detail of an event cannot be; `field` names it, `reason` says what is wrong."""

    field: str
    reason: str


@dataclass(eq=False)
class TextNotFound(DomainError):
    """An event has no text of its own in this language besides the Danish."""

    language: Language


@dataclass(eq=False)
class DanishChanged(DomainError):
    """The Danish text is no longer the one that a text was compared with."""

    language: Language
