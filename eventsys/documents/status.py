"""A status report as a paper: chapters with text and tables, already worded, and its PDF."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from eventsys.documents.press import press

TEMPLATE = "status.typ"


class BlockKind(StrEnum):
    """What a piece of a text is."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    HEADING = "heading"


@dataclass(frozen=True, kw_only=True)
class Block:
    """A piece of a text without markup."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, kw_only=True)
class Head:
    """The head of a column; numbers stand at its end.

    Columns without a `width` are as wide as their words, the others share the rest by it.
    """

    text: str
    is_number: bool = False
    width: int = 0


@dataclass(frozen=True, kw_only=True)
class TableCell:
    """What a cell shows, and the exact number behind it where there is one."""

    text: str
    number: int | float | None = None


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """A row: its first cell names it; `bars` are its drawn numbers in thousandths of the widest."""

    cells: Sequence[TableCell]
    bars: Sequence[int] = ()


@dataclass(frozen=True, kw_only=True)
class PaperTable:
    """A table with what stands beneath it; `drawn` are the places of the columns drawn as bars.

    `name` is short enough for the tab of a sheet, `words` tell what the bars show.
    """

    name: str
    caption: str
    heads: Sequence[Head]
    rows: Sequence[TableRow]
    notes: Sequence[str] = ()
    drawn: Sequence[int] = ()
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperChapter:
    """A chapter: its heading, what was written, and its tables."""

    heading: str
    blocks: Sequence[Block]
    tables: Sequence[PaperTable]

    @property
    def runs(self) -> list[list[Block]]:
        """Put together what goes together: the items of a list."""
        return [list(run) for _kind, run in groupby(self.blocks, key=lambda each: each.kind)]


@dataclass(frozen=True, kw_only=True)
class StatusPaper:
    """All that stands in the report; `sign` is on every page, and empty once it is approved.

    `as_number` heads a column of numbers beside the same as they are printed.
    """

    title: str
    sender: str
    language: str
    lines: Sequence[str]
    sign: str
    contents: str
    page: str
    as_number: str
    chapters: Sequence[PaperChapter]
    made_at: datetime

    @property
    def tables(self) -> list[PaperTable]:
        """List the tables of all chapters."""
        return [table for chapter in self.chapters for table in chapter.tables]


def print_status(paper: StatusPaper) -> bytes:
    """Make the PDF; raise `PressFailed`."""
    return press.make(TEMPLATE, asdict(paper) | {"made_at": int(paper.made_at.timestamp())})
