"""What is refused about tasks."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError


class LooksLikeCpr(DomainError):
    """A text holds what looks like the number of a citizen; nothing about citizens is kept here."""


class NoRequester(DomainError):
    """Nobody is named who asked for the task."""


@dataclass(eq=False)
class AlreadyConverted(DomainError):
    """The advice has become a requisition before."""

    task_id: int


class NotInForce(DomainError):
    """The task is cancelled, or was logged twice: only one that counts can be changed."""


class NotAlike(DomainError):
    """The two are no task that was logged twice: one is the other, of another kind, or is out."""
