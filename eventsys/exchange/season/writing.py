"""What writes facts down: each type's rows at once, with ids that are known beforehand."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, func, insert, select, text, update
from sqlalchemy.orm import Session

from eventsys.core.codes import new_public_id
from eventsys.core.db import table_of
from eventsys.core.many import insert_many
from eventsys.exchange.season.facts.base import Fact
from eventsys.exchange.season.kinds.base import Filling, Kind, RowId, table
from eventsys.exchange.season.models import SeasonFact
from eventsys.exchange.season.queries import find_names, slices

named = table_of(SeasonFact)


def reserve(session: Session, kind: Kind, ids: Sequence[str]) -> dict[str, RowId]:
    """Give new facts the ids of their rows."""
    if not kind.is_numbered:
        return {each: each for each in ids}
    return dict(zip(ids, next_numbers(session, kind, len(ids)), strict=True))


def next_numbers(session: Session, kind: Kind, number: int) -> Sequence[int]:
    """Take the next numbers of a table's rows; nobody else gets them."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        sequence = "SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :n)"
        return connection.execute(text(sequence), {"name": kind.table, "n": number}).scalars().all()
    last = connection.execute(select(func.coalesce(func.max(kind.key), 0))).scalar_one()
    return range(last + 1, last + 1 + number)


def write_facts(session: Session, kind: Kind, facts: Sequence[Fact], filling: Filling) -> None:
    """Write all new facts of a type, with what belongs to them."""
    connection, rows = session.connection(), filling.rows[kind.tag]
    ways = {name: way_of(session, kind, name, facts, filling) for name in kind.vias}
    values = [values_of(kind, each, filling, ways) for each in facts]
    insert_many(connection, insert(table(kind.table)), values)
    for name in kind.late:
        settle(session, kind, name, facts, filling)
    for part in kind.parts:
        owned = [
            {part.owner: rows[each.id], **row}
            for each in facts
            for row in part.write(each, filling)
        ]
        insert_many(connection, insert(table(part.table)), owned)


def way_of(
    session: Session, kind: Kind, name: str, facts: Sequence[Fact], filling: Filling
) -> dict[RowId | None, RowId | None]:
    """Tell what a row refers to that means another one."""
    via, tag = kind.vias[name], kind.links[name]
    found: dict[RowId | None, RowId | None] = {None: None}
    for some in slices({filling.row(tag, getattr(each, name)) for each in facts} - {None}):
        chosen = select(via.meant, via.key).where(via.meant.in_(some))
        found.update((row[0], row[1]) for row in session.connection().execute(chosen))
    return found


def values_of(
    kind: Kind,
    fact: Fact,
    filling: Filling,
    ways: Mapping[str, Mapping[RowId | None, RowId | None]],
) -> dict[str, Any]:
    """Write a fact as a row; what it refers to of its own type follows."""
    row: dict[str, Any] = {kind.key.name: filling.rows[kind.tag][fact.id]}
    if kind.own is not None:
        row[kind.own] = fact.id
    for name, tag in kind.links.items():
        other = None if tag == kind.tag else filling.row(tag, getattr(fact, name))
        row[kind.column(name)] = ways[name][other] if name in ways else other
    for name in kind.plain:
        row[kind.column(name)] = getattr(fact, name)
    return row | dict(kind.fill(fact, filling))


def settle(
    session: Session, kind: Kind, name: str, facts: Sequence[Fact], filling: Filling
) -> None:
    """Write down what facts refer to of their own type, as all of them are there."""
    rows = filling.rows[kind.tag]
    late = [
        {"the_row": rows[each.id], "the_other": rows[other]}
        for each in facts
        if (other := getattr(each, name)) is not None
    ]
    if late:
        other = {kind.column(name): bindparam("the_other")}
        statement = update(table(kind.table)).where(kind.key == bindparam("the_row")).values(other)
        session.connection().execute(statement, late)


def keep_names(session: Session, kind: Kind, rows: Mapping[str, RowId]) -> None:
    """Keep by which ids rows are known, where they have none to show."""
    if kind.own is None:
        values = [
            {"fact_type": kind.tag, "fact_id": fact_id, "row_id": row_id}
            for fact_id, row_id in rows.items()
        ]
        insert_many(session.connection(), insert(named), values)


def name_rows(session: Session, kind: Kind, row_ids: Sequence[RowId]) -> dict[RowId, str]:
    """Give rows the ids by which files know them; those that have none yet get one by chance."""
    known = find_names(session, kind, row_ids)
    new = {new_public_id(): each for each in row_ids if each not in known}
    keep_names(session, kind, new)
    return known | {row_id: fact_id for fact_id, row_id in new.items()}
