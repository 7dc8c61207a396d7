"""What is asked of facts: their rows by their ids, their ids by their rows, and what they say."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session

from eventsys.core.db import table_of
from eventsys.exchange.season.facts.base import Fact
from eventsys.exchange.season.kinds.all import KINDS
from eventsys.exchange.season.kinds.base import Kind, Names, RowId, YearOf, table
from eventsys.exchange.season.models import SeasonFact

AT_ONCE = 500
Wanted = Mapping[str, Collection[RowId]]
named = table_of(SeasonFact)


@dataclass
class Gathered:
    """The rows of a type, and those of each part by their owners."""

    rows: dict[RowId, Sequence[Any]] = field(default_factory=dict)
    parts: list[dict[RowId, list[Sequence[Any]]]] = field(default_factory=list)


def slices(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Cut values into slices that one statement takes."""
    whole = list(values)
    for start in range(0, len(whole), AT_ONCE):
        yield whole[start : start + AT_ONCE]


def find_rows(session: Session, kind: Kind, ids: Collection[str]) -> dict[str, RowId]:
    """Find the rows of facts by their ids."""
    connection = session.connection()
    found: dict[str, RowId] = {}
    for some in slices(ids):
        if kind.own is None:
            of_kind = select(named.c.fact_id, named.c.row_id).where(named.c.fact_type == kind.tag)
            statement: Select[Any] = of_kind.where(named.c.fact_id.in_(some))
        else:
            own = table(kind.table).c[kind.own]
            statement = select(own, kind.key).where(own.in_(some))
        found.update((row[0], row[1]) for row in connection.execute(statement))
    return found


def find_names(session: Session, kind: Kind, row_ids: Collection[RowId]) -> dict[RowId, str]:
    """Find by which ids rows are known; some are in no file yet."""
    connection = session.connection()
    found: dict[RowId, str] = {}
    for some in slices(row_ids):
        if kind.own is None:
            of_kind = select(named.c.row_id, named.c.fact_id).where(named.c.fact_type == kind.tag)
            statement: Select[Any] = of_kind.where(named.c.row_id.in_(some))
        else:
            own = table(kind.table).c[kind.own]
            statement = select(kind.key, own).where(kind.key.in_(some))
        found.update((row[0], row[1]) for row in connection.execute(statement))
    return found


def find_by(
    session: Session, kind: Kind, columns: Sequence[str], values: Collection[tuple[Any, ...]]
) -> dict[tuple[Any, ...], RowId]:
    """Find rows by the values of some columns."""
    found = table(kind.table).c
    wanted = [found[name] for name in columns]
    rows: dict[tuple[Any, ...], RowId] = {}
    for some in slices(values):
        chosen = select(kind.key, *wanted).where(tuple_(*wanted).in_(some))
        rows |= {tuple(row[1:]): row[0] for row in session.connection().execute(chosen)}
    return rows


def gather(session: Session, kind: Kind, ids: Iterable[RowId], into: Gathered) -> Gathered:
    """Read rows of a type with all that belongs to them; give those alone, and add them."""
    connection = session.connection()
    found = Gathered(parts=[{} for _ in kind.parts])
    into.parts = into.parts or [{} for _ in kind.parts]
    for some in slices(ids):
        found.rows.update((row[0], row) for row in connection.execute(kind.select(some)))
        for part, owners in zip(kind.parts, found.parts, strict=True):
            for row in connection.execute(part.select(some)):
                owners.setdefault(row[0], []).append(row)
    into.rows |= found.rows
    for whole, owners in zip(into.parts, found.parts, strict=True):
        whole.update(owners)
    return found


def linked(kind: Kind, found: Gathered) -> dict[str, set[RowId]]:
    """List the rows that are referred to, by their types."""
    wanted: defaultdict[str, set[RowId]] = defaultdict(set)
    for place, tag in enumerate(kind.links.values(), start=2):
        wanted[tag].update(row[place] for row in found.rows.values())
    for part, owners in zip(kind.parts, found.parts, strict=True):
        for place, tag in enumerate(part.links.values(), start=1):
            wanted[tag].update(row[place] for rows in owners.values() for row in rows)
    return {tag: rows - {None} for tag, rows in wanted.items()}


def gather_year(session: Session, year: YearOf) -> dict[str, Gathered]:
    """Read the rows of a year, and all that they refer to."""
    wanted: defaultdict[str, set[RowId]] = defaultdict(set)
    whole: dict[str, Gathered] = {}
    for kind in reversed(list(KINDS.values())):
        for statement in kind.of_year(year):
            wanted[kind.tag].update(session.connection().execute(statement).scalars())
        found = whole[kind.tag] = Gathered()
        while more := wanted[kind.tag] - found.rows.keys():
            new = gather(session, kind, more, found)
            for tag, rows in linked(kind, new).items():
                wanted[tag] |= rows
            wanted[kind.tag] -= more - new.rows.keys()  # gone meanwhile
    return whole


def facts_of(kind: Kind, found: Gathered, names: Names) -> Iterator[Fact]:
    """Write rows as facts; whatever is no fact raises `ValueError` with the reason."""
    fields = [*kind.links, *kind.plain]
    tags = [*kind.links.values()]
    for row_id, row in found.rows.items():
        values = dict(zip(fields, row[2:], strict=True))
        for name, tag in zip(fields, tags, strict=False):
            values[name] = names.of(tag, values[name])
        for part, owners in zip(kind.parts, found.parts, strict=True):
            if row_id in owners:
                values |= part.read(owners[row_id], names)
        yield kind.fact(id=names.of(kind.tag, row_id) or "", **values)


def read_facts(
    session: Session, kind: Kind, known: Mapping[str, RowId]
) -> Iterator[tuple[str, Fact | None]]:
    """Read what is stored of facts, by their ids; None where that would be no fact."""
    found = gather(session, kind, known.values(), Gathered())
    names = Names()
    for tag, rows in linked(kind, found).items():
        names.known[tag].update(find_names(session, KINDS[tag], rows))
    names.known[kind.tag].update({row_id: fact_id for fact_id, row_id in known.items()})
    for fact_id, row_id in known.items():
        if row_id in found.rows:
            one = Gathered(rows={row_id: found.rows[row_id]}, parts=found.parts)
            yield fact_id, fact_or_none(kind, one, names)


def fact_or_none(kind: Kind, one: Gathered, names: Names) -> Fact | None:
    """Write a row as a fact; None where it is none."""
    try:
        [fact] = facts_of(kind, one, names)
    except ValueError:
        return None
    return fact
