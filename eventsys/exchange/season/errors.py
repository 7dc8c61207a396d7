"""Why a season is neither read nor written."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventsys.core.errors import DomainError
from eventsys.exchange.season.rules import Fault


@dataclass(eq=False)
class SeasonRefused(DomainError):
    """Lines of a file are wrong; nothing of it was imported."""

    faults: Sequence[Fault]


@dataclass(eq=False)
class SeasonUnwritable(DomainError):
    """Something that is stored cannot stand in a season file, as no import would take it."""

    fact_type: str
    fact_id: str
    reason: str
