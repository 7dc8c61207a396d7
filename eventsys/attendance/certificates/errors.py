"""Why a certificate is not given or taken away."""

from dataclasses import dataclass

from eventsys.attendance.completion.rules import Completion
from eventsys.core.errors import DomainError


@dataclass(eq=False)
class NotCompleted(DomainError):
    """They have not completed the course; None where it has no rule or they take no part in it."""

    completion: Completion | None


@dataclass(eq=False)
class RevocationReasonMissing(DomainError):
    """Taking a certificate away needs a reason, of at most so many characters."""

    most: int
