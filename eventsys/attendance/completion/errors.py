"""Which rules of completion are refused."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError


@dataclass(eq=False)
class RuleOutOfRange(DomainError):
    """At least one occasion is needed, and no more than are planned."""

    planned: int


@dataclass(eq=False)
class RuleReasonMissing(DomainError):
    """The first occasion has begun: a rule now needs a reason, of at most so many characters."""

    most: int
