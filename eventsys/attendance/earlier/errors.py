"""Why a figure of an earlier year is not kept."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError


@dataclass(eq=False)
class FigureKnown(DomainError):
    """Somebody has written down meanwhile what the same event came to, counted the same way."""

    year: int
    event_name: str
