"""A table that can be taken home: its columns, which of them one may have, and its rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Generic, TypeVar

from eventsys.exchange.files.rules import Cell, Chart, Column, Sheet, sheet_of

Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True)
class ExportTable(Generic[Row]):
    """A table on offer: `closed` are the columns that the reader may not have.

    `delicate` columns are not ticked beforehand. `rows` are read for the columns that were chosen;
    a `chart` needs all of its columns.
    """

    key: str
    name: str
    hint: str
    columns: Sequence[Column[Row]]
    rows: Callable[[frozenset[str]], Iterable[Row]]
    closed: frozenset[str] = frozenset()
    delicate: frozenset[str] = frozenset()
    chart: Callable[[Sequence[str]], Chart | None] = field(default=lambda _keys: None)

    @property
    def open(self) -> Sequence[Column[Row]]:
        """List the columns that the reader may have."""
        return [each for each in self.columns if each.key not in self.closed]

    def sheet(self, keys: Iterable[str], *, for_programs: bool = False) -> Sheet:
        """Make the table with the columns chosen, in its own order."""
        chosen = frozenset(keys) - self.closed
        columns = [each for each in self.columns if each.key in chosen]
        return sheet_of(
            self.name,
            columns,
            self.rows(chosen),
            self.chart([each.key for each in columns]),
            for_programs=for_programs,
        )

    def whole(self, *, for_programs: bool = False) -> Sheet:
        """Make the table with all the columns that the reader may have."""
        return self.sheet((each.key for each in self.open), for_programs=for_programs)


def columns_by_place(heads: Mapping[str, str]) -> Sequence[Column[Sequence[Cell]]]:
    """Name the cells of rows by their places."""
    return [
        Column(key=key, head=head, cell=itemgetter(place))
        for place, (key, head) in enumerate(heads.items())
    ]
