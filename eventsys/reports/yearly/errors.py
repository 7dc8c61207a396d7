"""Why a report takes no step."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventsys.core.errors import DomainError
from eventsys.reports.yearly.rules import Blocker, ReportState


@dataclass(eq=False)
class WrongState(DomainError):
    """The report is in a state from which this step does not lead."""

    state: ReportState


class SameHand(DomainError):
    """Who wrote in the report last cannot be the one who checks it."""


@dataclass(eq=False)
class StillBlocked(DomainError):
    """Something must be settled first."""

    blockers: Sequence[Blocker]


@dataclass(eq=False)
class ChangedSinceCheck(DomainError):
    """What was checked is no longer what the facts say; of these figures, or of other parts."""

    codes: Sequence[str]


class NotToStand(DomainError):
    """This is not for saying that it may stand: it can be settled."""
