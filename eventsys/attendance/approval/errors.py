"""Why a number is not approved."""

from collections.abc import Mapping
from dataclasses import dataclass

from eventsys.checkin.cases.values import CaseKind
from eventsys.core.errors import DomainError


@dataclass(eq=False)
class EventNotOver(DomainError):
    """People may still come."""


@dataclass(eq=False)
class CasesOpen(DomainError):
    """So many cases wait for a decision, by kind."""

    waiting: Mapping[CaseKind, int]


@dataclass(eq=False)
class NumberChanged(DomainError):
    """The number is another one than whoever approves it has seen."""

    number: int
