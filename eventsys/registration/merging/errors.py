"""What merging refuses."""

from dataclasses import dataclass
from enum import StrEnum

from eventsys.core.errors import DomainError


class Obstacle(StrEnum):
    """Why two registrations cannot be one."""

    SAME = "same"
    ELSEWHERE = "elsewhere"
    EMPTY = "empty"
    WAITING = "waiting"


@dataclass(eq=False)
class MergeRefused(DomainError):
    """Two registrations cannot be one: there is one alone, or for something else each.

    Or in one of them nobody is left, or some who would go along have no place yet.
    """

    obstacle: Obstacle
