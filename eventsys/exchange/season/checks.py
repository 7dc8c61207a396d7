"""What is wrong with facts that can be read: beside each other, and beside what is stored."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Session

from eventsys.exchange.season.facts.base import AnyFact
from eventsys.exchange.season.kinds.all import KINDS
from eventsys.exchange.season.kinds.base import Kind, RowId, table
from eventsys.exchange.season.queries import find_by, find_names, find_rows, read_facts
from eventsys.exchange.season.rules import (
    Fault,
    FaultKind,
    Lines,
    belongs,
    canonical,
    is_without_ticket,
    targets,
)


@dataclass
class Known:
    """The rows that are there already, by types and ids, and those that now get an id."""

    rows: dict[str, dict[str, RowId]]
    adopted: dict[str, dict[str, RowId]] = field(default_factory=dict)


def find_known(session: Session, lines: Lines) -> Known:
    """Find the rows of all facts of a file, and of all that they refer to."""
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for (tag, fact_id), fact in lines.facts.items():
        wanted[tag].add(fact_id)
        for name, other in KINDS[tag].references.items():
            wanted[other].update(targets(getattr(fact, name)))
    known = Known({tag: find_rows(session, kind, wanted[tag]) for tag, kind in KINDS.items()})
    for kind in KINDS.values():
        if kind.twin:
            adopt_twins(session, kind, lines, known)
    return known


def adopt_twins(session: Session, kind: Kind, lines: Lines, known: Known) -> None:
    """Find facts by what they are that no file has named before."""
    new = {
        key: fact_id
        for (tag, fact_id), fact in lines.facts.items()
        if tag == kind.tag
        and fact_id not in known.rows[tag]
        and (key := row_key(kind, fact, kind.twin, known)) is not None
    }
    columns = [kind.column(name) for name in kind.twin]
    there = find_by(session, kind, columns, new.keys())
    taken = find_names(session, kind, there.values())
    adopted = {new[key]: row for key, row in there.items() if row not in taken}
    known.adopted[kind.tag] = adopted
    known.rows[kind.tag] |= adopted


def row_key(
    kind: Kind, fact: AnyFact, names: Sequence[str], known: Known
) -> tuple[Any, ...] | None:
    """Give the values of a fact's columns; None where it refers to something that is new."""
    values: list[Any] = []
    for name in names:
        value = getattr(fact, name)
        if name in kind.links and value is not None:
            value = known.rows[kind.links[name]].get(value)
        if value is None:
            return None
        values.append(value)
    return tuple(values)


def find_faults(session: Session, lines: Lines, known: Known) -> list[Fault]:
    """List all that is wrong with a file, line by line."""
    stored = [*changed(session, lines, known), *taken(session, lines, known)]
    return sorted({*map(hashable, [*lines.faults, *unresolved(lines, known), *stored])})


def hashable(fault: Fault) -> Fault:
    """Write a fault so that it is counted once."""
    return Fault(fault.line, fault.kind, tuple(fault.about))


def unresolved(lines: Lines, known: Known) -> Iterator[Fault]:
    """Find what refers to nothing, or to what is of another event."""
    for key, fact in lines.facts.items():
        place, linked = lines.places[key], dict[str, Any]()
        for name, tag in KINDS[key[0]].references.items():
            for target in targets(getattr(fact, name)):
                other = linked[name] = lines.facts.get((tag, target))
                is_there = (tag, target) in lines.half_read or target in known.rows[tag]
                if other is None and not is_there:
                    yield Fault(place, FaultKind.REFERS_TO_NOTHING, [name, tag, target])
        wrong = "ticket" if is_without_ticket(fact, linked) else belongs(fact, linked)
        if wrong is not None:
            yield Fault(place, FaultKind.ELSEWHERE, [wrong, str(getattr(fact, wrong))])
        yield from answers_not_offered(lines, key, fact)


def answers_not_offered(lines: Lines, key: tuple[str, str], fact: AnyFact) -> Iterator[Fault]:
    """Find answers that their questions do not offer, or that the wave did not ask for."""
    if key[0] != "response":
        return
    wave = lines.facts.get(("wave", fact.wave))
    for asked, value in fact.answers.items():
        question = lines.facts.get(("question", asked))
        if question is None:
            continue
        is_asked = wave is None or question.version == wave.version
        if not (is_asked and question.takes(value)):
            yield Fault(lines.places[key], FaultKind.ELSEWHERE, ["answers", asked])


def changed(session: Session, lines: Lines, known: Known) -> Iterator[Fault]:
    """Find what is stored under the same id and says something else."""
    for tag, kind in KINDS.items():
        there = {
            fact_id: row
            for fact_id, row in known.rows[tag].items()
            if (tag, fact_id) in lines.facts
        }
        for fact_id, stored in read_facts(session, kind, there):
            told = canonical(lines.facts[tag, fact_id], kind.sets)
            if stored is None or told != canonical(stored, kind.sets):
                place = lines.places[tag, fact_id]
                yield Fault(place, FaultKind.OTHER_CONTENT, [tag, fact_id])


def taken(session: Session, lines: Lines, known: Known) -> Iterator[Fault]:
    """Find what is new by its id, but not by what only one of its type can be."""
    for tag, kind in KINDS.items():
        facts = {fact_id: fact for (of, fact_id), fact in lines.facts.items() if of == tag}
        new = {each: facts[each] for each in facts if each not in known.rows[tag]}
        for names in uniques(kind):
            yield from taken_in_file(kind, names, facts, lines)
            keys = {
                key: fact_id
                for fact_id, fact in new.items()
                if (key := row_key(kind, fact, names, known)) is not None
            }
            columns = [kind.column(name) for name in names]
            for key in find_by(session, kind, columns, keys.keys()):
                yield Fault(lines.places[tag, keys[key]], FaultKind.TAKEN, [tag, *names])


def taken_in_file(
    kind: Kind, names: Sequence[str], facts: Mapping[str, Any], lines: Lines
) -> Iterator[Fault]:
    """Find two facts of a file of which there can be one."""
    first: dict[tuple[Any, ...], str] = {}
    for fact_id, fact in facts.items():
        key = tuple(getattr(fact, name) for name in names)
        if None not in key and first.setdefault(key, fact_id) != fact_id:
            yield Fault(lines.places[kind.tag, fact_id], FaultKind.TAKEN, [kind.tag, *names])


def uniques(kind: Kind) -> list[list[str]]:
    """List the fields of which there is one row for all of their values."""
    fields = {kind.column(name): name for name in (*kind.links, *kind.plain)}
    constraints = [
        [column.name for column in each.columns]
        for each in table(kind.table).constraints
        if isinstance(each, UniqueConstraint)
    ]
    return [
        [fields[name] for name in names]
        for names in sorted(constraints)
        if fields.keys() >= {*names}
    ]
