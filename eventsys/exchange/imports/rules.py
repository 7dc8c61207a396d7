"""What an import is and how long it can be undone, decided on plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from eventsys.core.folding import fold

DRAFT_IS_KEPT = timedelta(hours=24)
CAN_BE_UNDONE = timedelta(days=3)
MOST_SHOWN_COLUMNS = 60
UNWANTED = (
    *("cpr", "cprnr", "cpr nr", "cpr-nummer", "cpr nummer", "personnummer", "etnicitet"),
    *("ethnicity", "nationalitet", "nationality", "statsborgerskab", "citizenship", "religion"),
    *("herkomst", "oprindelse", "oprindelsesland", "country of origin", "race", "tro"),
)
"""Headings of what we never take in, not even into a draft."""
KNOWN = "known"
"""The fault of a row that says what is there already."""
NEVER = {fold(heading) for heading in UNWANTED}


class ImportKind(StrEnum):
    """What the rows of a list are."""

    PEOPLE = "people"
    ACTORS = "actors"
    ATTENDANCE = "attendance"
    FIGURES = "figures"
    EVENTS = "events"


class ImportState(StrEnum):
    """Where an import stands: read and not yet saved, saved, or taken back."""

    DRAFT = "draft"
    SAVED = "saved"
    UNDONE = "undone"


@dataclass(frozen=True, kw_only=True)
class ImportFile:
    """A file that was read: what it is called, what tells it from others, and its rows.

    `sheets` are the names of its sheets that are shown. What nobody may ask of people is not in
    it any more; `unwanted` are the headings under which it stood, and `is_masked` tells that
    something was taken out that looked like a CPR number. `dropped` are columns beyond those that
    can be shown; of cells that were merged the first alone holds anything.
    """

    name: str
    digest: str
    heads: Sequence[str]
    rows: Sequence[tuple[int, Sequence[str]]]
    is_guessed: bool = False
    is_masked: bool = False
    is_merged: bool = False
    sheets: Sequence[str] = ()
    unwanted: Sequence[str] = ()
    dropped: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a row comes to: it is ready, or `fault` says why not; `other` is the row it repeats."""

    number: int
    cells: Sequence[str]
    fault: str = ""
    column: str = ""
    other: int = 0
    suggestions: Sequence[int] = field(default=())

    @property
    def is_ready(self) -> bool:
        """Tell whether the row is taken in."""
        return not self.fault

    @property
    def is_wrong(self) -> bool:
        """Tell whether the row is to be mended; what is known already is right as it is."""
        return self.fault not in {"", KNOWN}


class Judged(Protocol):
    """A row of any kind of list once it is judged."""

    @property
    def outcome(self) -> Outcome:
        """Say what the row comes to."""


AnyRow = TypeVar("AnyRow", bound=Judged)


def is_unwanted(heading: str) -> bool:
    """Tell whether a column holds what we never take in."""
    return fold(heading.strip(" :*.")) in NEVER


def is_kept(created_at: datetime, at: datetime) -> bool:
    """Tell whether a draft is still there."""
    return at < created_at + DRAFT_IS_KEPT


def can_be_undone(saved_at: datetime | None, at: datetime) -> bool:
    """Tell whether what was saved can still be taken back."""
    return saved_at is not None and at < saved_at + CAN_BE_UNDONE


def columns_chosen(heads: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """Guess what each column holds by its heading; of two with one meaning the first counts.

    Empty where it is passed over.
    """
    found: list[str] = []
    for head in heads:
        column = known.get(fold(head.strip(" :*")), "")
        found.append("" if column in found else column)
    return found
