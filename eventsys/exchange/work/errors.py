"""Why long work is not taken on."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError


@dataclass(eq=False)
class NothingToDo(DomainError):
    """Nobody is there whom it would be done for."""


@dataclass(eq=False)
class TooMuchWork(DomainError):
    """Papers of more than `most` are asked for."""

    most: int


@dataclass(eq=False)
class WorkUnfinished(DomainError):
    """Whoever asks has `most` others that are not finished."""

    most: int
