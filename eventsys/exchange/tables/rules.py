"""What a table is once it is read, and the limits that every file is held to."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from eventsys.core.errors import DomainError

LARGEST_FILE = 512 * 1024
LARGEST_UNPACKED = 16 * 1024 * 1024
MOST_ROWS = 250
MOST_COLUMNS = 50
LONGEST_CELL = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """How large a file may be: as it is sent, unpacked, in rows and in columns."""

    file: int = LARGEST_FILE
    unpacked: int = LARGEST_UNPACKED
    rows: int = MOST_ROWS
    columns: int = MOST_COLUMNS
    tells_columns: bool = False
    """Whether too many columns are refused; else those far to the right are passed over."""


FROM_ANYBODY = Limits()
FROM_ORGANISERS = Limits(
    file=8 * 1024 * 1024, unpacked=64 * 1024 * 1024, rows=10_000, columns=500, tells_columns=True
)


class Reason(StrEnum):
    """Why a file cannot be read; each is told apart because another thing is to be done."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    TOO_MANY_ROWS = "too-many-rows"
    LOCKED_OR_OLD = "locked-or-old"
    OTHER_FORMAT = "other-format"
    DAMAGED = "damaged"
    OPEN_QUOTE = "open-quote"
    NO_SUCH_SHEET = "no-such-sheet"
    TOO_MANY_COLUMNS = "too-many-columns"
    OTHER_ALPHABET = "other-alphabet"
    DAMAGED_CALENDAR = "damaged-calendar"


@dataclass(eq=False)
class UnreadableTable(DomainError):
    """A file cannot be read; `line` is where an unclosed quotation mark begins."""

    reason: Reason
    line: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds anything, with its number as the spreadsheet shows it."""

    number: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class ReadTable:
    """The rows of a file; `is_guessed` where nothing in the file told its alphabet.

    `sheets` are the names of the sheets that a workbook shows; nothing of other files. Of cells
    that were merged the first alone holds anything.
    """

    rows: Sequence[Row]
    is_guessed: bool = False
    sheets: Sequence[str] = ()
    is_merged: bool = False
