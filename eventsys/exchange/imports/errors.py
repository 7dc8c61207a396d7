"""Why an import cannot be saved or taken back."""

from dataclasses import dataclass

from eventsys.core.errors import DomainError


@dataclass(eq=False)
class NoLongerDraft(DomainError):
    """The draft was saved or dropped meanwhile, or is too old."""


@dataclass(eq=False)
class RowsHaveFaults(DomainError):
    """All rows were wanted, and some cannot be taken."""

    rows: int


@dataclass(eq=False)
class NothingToSave(DomainError):
    """No row is ready."""


@dataclass(eq=False)
class CannotBeUndone(DomainError):
    """The import is too old to be taken back, was taken back before, or is in use.

    `is_late` tells the first from the last.
    """

    is_late: bool


@dataclass(eq=False)
class PlaceMissing(DomainError):
    """An event is at a place that is not known, and none was chosen instead."""

    venue: str


@dataclass(eq=False)
class FigureRefused(DomainError):
    """A single figure cannot be taken: what is wrong in which column, and what is there."""

    fault: str
    column: str
    other: int
