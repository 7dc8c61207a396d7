"""What registration refuses."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventsys.core.errors import DomainError
from eventsys.events.rules import AgeRule, RegistrationState


@dataclass(eq=False)
class RegistrationClosed(DomainError):
    """The event takes no registrations now."""

    state: RegistrationState


@dataclass(eq=False)
class OutsideAgeRule(DomainError):
    """The participants at these positions (from 0) have no birth year, or one outside the rule."""

    positions: Sequence[int]
    rule: AgeRule


@dataclass(eq=False)
class CompanionsAlone(DomainError):
    """Nobody was asked for whom the event is for; companions do not come by themselves."""


@dataclass(eq=False)
class OccasionMissing(DomainError):
    """The event's occasions are attended one by one, and none of them was chosen."""


@dataclass(eq=False)
class TooManyParticipants(DomainError):
    """More participants were asked for than one registration may hold."""

    most: int


@dataclass(eq=False)
class KeyReused(DomainError):
    """The idempotency key has served for another request."""


@dataclass(eq=False)
class RegistrationNotFound(DomainError):
    """No registration has this link."""


@dataclass(eq=False)
class ParticipantNotFound(DomainError):
    """The registration holds no such participant."""
