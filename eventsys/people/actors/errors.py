"""What the register of actors refuses."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError


class NotAName(DomainError):
    """The text has no letter and no digit by which an actor could be known, or is too long."""


class WrongSpan(DomainError):
    """The last day comes before the first."""


@dataclass(eq=False)
class ActorNameTaken(DomainError):
    """Another actor is called so at the same time."""

    actor_id: int


class NameKnown(DomainError):
    """The actor has this name already at that time."""


class LastName(DomainError):
    """An actor keeps at least one official name."""


class SameActor(DomainError):
    """The two are one already."""


@dataclass(eq=False)
class AlreadyMerged(DomainError):
    """An actor was merged into another one before, which stands for it now."""

    actor_id: int
    into_id: int


class AlreadyUndone(DomainError):
    """The merge was undone before."""


class ActorInUse(DomainError):
    """Something refers to the actor: people who came from it, or a merge."""
