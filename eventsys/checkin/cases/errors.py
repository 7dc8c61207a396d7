"""What is refused of decisions about cases."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError


@dataclass(eq=False)
class CaseGone(DomainError):
    """The facts make no such case, or do not any more."""


@dataclass(eq=False)
class CaseChanged(DomainError):
    """More of the case came in than whoever decides has seen."""


@dataclass(eq=False)
class ChoiceNotOffered(DomainError):
    """A case of this kind is not decided this way."""


@dataclass(eq=False)
class ReasonMissing(DomainError):
    """A decision needs a reason."""
