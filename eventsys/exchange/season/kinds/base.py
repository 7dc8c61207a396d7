"""How a type of fact lies in the database: its table, its columns, what belongs to it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, TypeAlias

from sqlalchemy import Column, ColumnElement, Select, Table, select

from eventsys.core.db import Model
from eventsys.exchange.season.facts.base import AnyFact, Fact

RowId: TypeAlias = int | str
Values: TypeAlias = Mapping[str, Any]
Rows: TypeAlias = Iterable[dict[str, Any]]


def table(name: str) -> Table:
    """Give a table by its name; some lie in packages that this one does not know."""
    return Model.metadata.tables[name]


@dataclass(frozen=True, kw_only=True)
class YearOf:
    """What a season is: a year, and the events that count in it."""

    year: int
    event_ids: Sequence[int]


class Names:
    """By which id rows are known in files."""

    def __init__(self) -> None:
        self.known: defaultdict[str, dict[RowId, str]] = defaultdict(dict)

    def of(self, tag: str, row_id: RowId | None) -> str | None:
        """Give the id of a row; None for no row, nothing for one that no file has named yet."""
        return None if row_id is None else self.known[tag].get(row_id, "")


@dataclass(kw_only=True)
class Filling:
    """What rows are filled in with beside their facts: who imports when, and the rows' own ids."""

    at: datetime
    by: str
    rows: Mapping[str, Mapping[str, RowId]]
    stored_salt: Callable[[RowId], str]
    salts: dict[RowId, str] = field(default_factory=dict)
    """Of events, by their rows."""

    def salt(self, event_id: RowId) -> str:
        """Give what the codes of an event's tickets are salted with."""
        if event_id not in self.salts:
            self.salts[event_id] = self.stored_salt(event_id)
        return self.salts[event_id]

    def row(self, tag: str, fact_id: str | None) -> RowId | None:
        """Give the row of a fact; None for no fact."""
        return None if fact_id is None else self.rows[tag][fact_id]


@dataclass(frozen=True, kw_only=True)
class Part:
    """Rows of another table that belong to a fact, and the fields of it that they are."""

    table: str
    owner: str
    fields: Sequence[str]
    columns: Sequence[str] = ()
    write: Callable[[AnyFact, Filling], Rows]
    read: Callable[[Sequence[Any], Names], Values]
    links: Mapping[str, str] = field(default_factory=dict)
    """Columns that lead to facts, and to which type."""
    only: Callable[[Table], ColumnElement[bool]] | None = None
    order: str | None = None
    joined: Callable[[], Select[Any]] | None = None
    """What is read in the place of the columns, owner first."""

    def select(self, ids: Sequence[RowId]) -> Select[Any]:
        """Select the rows that belong to some rows; the owner comes first."""
        found = table(self.table)
        owner = found.c[self.owner]
        chosen = self.joined() if self.joined else select(owner, *(found.c[n] for n in self.names))
        chosen = chosen.where(owner.in_(ids))
        if self.only is not None:
            chosen = chosen.where(self.only(found))
        return chosen if self.order is None else chosen.order_by(found.c[self.order])

    @property
    def names(self) -> Sequence[str]:
        """Name the columns that are read."""
        return [*self.links, *self.columns]


def nothing(_fact: AnyFact, _filling: Filling) -> Values:
    """Fill nothing in."""
    return {}


def none_of_year(_year: YearOf) -> Sequence[Select[Any]]:
    """Choose nothing by itself: such facts leave because others refer to them."""
    return ()


@dataclass(frozen=True)
class Via:
    """A table between a reference and the row it means: a scan knows the ticket, not its holder."""

    table: str
    owner: str

    @property
    def key(self) -> Column[Any]:
        """Give the column that is referred to."""
        return table(self.table).c.id

    @property
    def meant(self) -> Column[Any]:
        """Give the column that says which row is meant."""
        return table(self.table).c[self.owner]

    def read(self, column: Column[Any]) -> ColumnElement[Any]:
        """Read which row a reference means."""
        return select(self.meant).where(self.key == column).scalar_subquery()


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A type of fact. Fields are columns of the same name, unless `columns` says otherwise."""

    fact: type[Fact]
    table: str
    own: str | None = None
    """The column that holds the fact's id; without one the id is kept beside the row."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Fields that refer to another fact, and to which type."""
    vias: Mapping[str, Via] = field(default_factory=dict)
    refers: Mapping[str, str] = field(default_factory=dict)
    """Fields of parts that do so."""
    columns: Mapping[str, str] = field(default_factory=dict)
    parts: Sequence[Part] = ()
    fill: Callable[[AnyFact, Filling], Values] = nothing
    of_year: Callable[[YearOf], Sequence[Select[Any]]] = none_of_year
    twin: Sequence[str] = ()
    """Fields by which a row is known that came into no file yet."""
    sets: Sequence[str] = ()
    """Fields whose order says nothing."""

    @cached_property
    def tag(self) -> str:
        """Name the type as the file does."""
        return str(self.fact.__struct_config__.tag)

    @cached_property
    def key(self) -> Column[Any]:
        """Give the column of the row's own id."""
        [key] = table(self.table).primary_key.columns
        return key

    @cached_property
    def is_numbered(self) -> bool:
        """Tell whether rows have numbers of their own, apart from the facts' ids."""
        return self.key.name != self.own

    @cached_property
    def plain(self) -> Sequence[str]:
        """List the fields that are columns and refer to nothing."""
        others = {"id", *self.links, *(name for part in self.parts for name in part.fields)}
        return [name for name in self.fact.__struct_fields__ if name not in others]

    @cached_property
    def references(self) -> Mapping[str, str]:
        """Tell all fields that refer to facts, and to which type."""
        return {**self.links, **self.refers}

    @cached_property
    def late(self) -> Sequence[str]:
        """List the fields that may refer to a fact of the same type, further down in the file."""
        return [name for name, tag in self.links.items() if tag == self.tag]

    def column(self, name: str) -> str:
        """Name the column of a field."""
        return self.columns.get(name, f"{name}_id" if name in self.links else name)

    def select(self, ids: Sequence[RowId]) -> Select[Any]:
        """Select some rows: the row's id, the fact's, what is referred to, and the rest."""
        found = table(self.table)
        names = [*self.links, *self.plain]
        own = self.key if self.own is None else found.c[self.own]
        columns = {name: found.c[self.column(name)] for name in names}
        read = [self.vias[n].read(c) if n in self.vias else c for n, c in columns.items()]
        return select(self.key, own, *read).where(self.key.in_(ids))
