"""What a figure of an earlier year is, decided on plain values."""

import re
from dataclasses import dataclass

from eventsys.core.folding import fold
from eventsys.core.text import digits_of, read_count

FIRST_YEAR = 1950
LONGEST_TEXT = 200
MOST = 10_000_000
GROUPED = re.compile(r"\d{1,3}(?:[. \u00a0\u202f]\d{3})+")
SEPARATORS = re.compile(r"[. \u00a0\u202f]")


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureRequest:
    """A figure with its provenance: `counts` says what was counted, `source` who says so."""

    year: int
    event_name: str
    counts: str
    figure: int
    source: str

    @property
    def key(self) -> str:
        """Tell one event's figures of a year apart by what they count, however it is spelt."""
        return key_of(self.event_name, self.counts)


def key_of(event_name: str, counts: str) -> str:
    """Write an event and what was counted as what does not change with spelling."""
    return "|".join(" ".join(fold(text).split()) for text in (event_name, counts))


def read_figure(text: str) -> int | None:
    """Read a whole number as Danes write it, such as 1.234; None for halves, parts and percents."""
    plain = digits_of(text).strip()
    if GROUPED.fullmatch(plain):
        plain = SEPARATORS.sub("", plain)
    figure = read_count(plain)
    return figure if figure is not None and 0 <= figure <= MOST else None


def read_figure_year(text: str, this_year: int) -> int | None:
    """Read a year that is not to come; None where it is none."""
    year = read_count(text)
    return year if year is not None and FIRST_YEAR <= year <= this_year else None
