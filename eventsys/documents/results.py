"""What people answered, as a paper: bars with their numbers in tables."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from eventsys.documents.press import press

TEMPLATE = "results.typ"


@dataclass(frozen=True, kw_only=True)
class BarRow:
    """One row of a table: its name, its cells, and its bar in thousandths; None for no bar."""

    name: str
    cells: Sequence[str]
    bar: int | None = None
    is_strong: bool = True


@dataclass(frozen=True, kw_only=True)
class BarTable:
    """A heading, what it comes to, and a table; without rows the note says why."""

    heading: str
    figure: str
    lines: Sequence[str]
    head: Sequence[str]
    rows: Sequence[BarRow]
    note: str


@dataclass(frozen=True, kw_only=True)
class ResultPaper:
    """All that stands on the paper, already worded; `tables` come in their order."""

    title: str
    lines: Sequence[str]
    sender: str
    language: str
    figures: Sequence[Sequence[str]]
    tables: Sequence[BarTable]
    foot: str
    made_at: datetime


def print_results(paper: ResultPaper) -> bytes:
    """Make the PDF; raise `PressFailed`."""
    return press.make(TEMPLATE, asdict(paper) | {"made_at": int(paper.made_at.timestamp())})
