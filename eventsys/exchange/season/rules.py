"""Why a line of a season file is refused, and how lines are read, on plain values."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from msgspec import DecodeError, structs
from msgspec.json import Decoder

from eventsys.exchange.season.facts.base import AnyFact

LONGEST_LINE = 1 << 20
MARK = b"\xef\xbb\xbf"
NUL = b"\\u0000"


class FaultKind(StrEnum):
    """What is wrong with a line."""

    MARK = "mark"
    EMPTY = "empty"
    TOO_LONG = "too-long"
    UNREADABLE = "unreadable"
    REPEATED_FIELD = "repeated-field"
    NUL = "nul"
    SAME_ID = "same-id"
    REFERS_TO_NOTHING = "refers-to-nothing"
    ELSEWHERE = "elsewhere"
    OTHER_CONTENT = "other-content"
    TAKEN = "taken"


@dataclass(frozen=True, order=True)
class Fault:
    """A line of a file, what is wrong with it, and what it is about."""

    line: int
    kind: FaultKind
    about: Sequence[str] = ()


@dataclass
class Lines:
    """What was read of a file: facts with their lines, and what is wrong.

    `half_read` are the types and ids of lines that are wrong: what refers to them is not.
    """

    facts: dict[tuple[str, str], Any] = field(default_factory=dict)
    places: dict[tuple[str, str], int] = field(default_factory=dict)
    half_read: set[tuple[str, str]] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)


class RepeatedField(ValueError):
    """An object names a field twice; which one holds, nobody knows."""


def read_lines(lines: Iterable[bytes], decoder: Decoder[Any]) -> Lines:
    """Read a file's lines; each fact is kept once, however often it stands there."""
    found = Lines()
    number = 0
    for number, line in enumerate(lines, start=1):
        if number == 1 and line.startswith(MARK):
            found.faults.append(Fault(number, FaultKind.MARK))
        fault = read_line(found, number, line.removeprefix(MARK) if number == 1 else line, decoder)
        if fault is not None:
            found.faults.append(fault)
    if number == 0:
        found.faults.append(Fault(1, FaultKind.EMPTY))
    return found


def read_line(found: Lines, number: int, line: bytes, decoder: Decoder[Any]) -> Fault | None:
    """Read one line; tell what is wrong with it."""
    if len(line) > LONGEST_LINE or not line.strip():
        return Fault(number, FaultKind.TOO_LONG if line.strip() else FaultKind.EMPTY)
    try:
        fact = decoder.decode(line)
        refuse_repeated(line)
    except RepeatedField as error:
        return Fault(number, FaultKind.REPEATED_FIELD, [str(error)])
    except (DecodeError, UnicodeDecodeError, RecursionError) as error:
        found.half_read |= named_in(line)
        return Fault(number, FaultKind.UNREADABLE, [str(error)])
    key = (str(fact.__struct_config__.tag), fact.id)
    if NUL in line:
        found.half_read.add(key)
        return Fault(number, FaultKind.NUL)
    known = found.facts.setdefault(key, fact)
    found.places.setdefault(key, number)
    if known is not fact and known != fact:
        return Fault(number, FaultKind.SAME_ID, [*key, str(found.places[key])])
    return None


def refuse_repeated(line: bytes) -> None:
    """Refuse an object that names a field twice."""
    json.loads(line, object_pairs_hook=once)


def once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of its fields; raise `RepeatedField`."""
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise RepeatedField(next(each for each in names if names.count(each) > 1))
    return made


def named_in(line: bytes) -> set[tuple[str, str]]:
    """Tell which fact a line is about that cannot be read, where that much can."""
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        return set()
    if not isinstance(read, dict):
        return set()
    names = (read.get("type"), read.get("id"))
    return {(str(names[0]), str(names[1]))}


def targets(value: str | Iterable[str] | None) -> Iterator[str]:
    """List the ids that a field refers to: one, a list of them, or those that it has values for."""
    if isinstance(value, str):
        yield value
    elif value is not None:
        yield from value


def canonical(fact: AnyFact, sets: Sequence[str]) -> AnyFact:
    """Write a fact so that two that say the same are the same."""
    if not sets:
        return fact
    return structs.replace(fact, **{name: sorted(getattr(fact, name)) for name in sets})


def belongs(fact: AnyFact, linked: Mapping[str, AnyFact]) -> str | None:
    """Name the field that refers to what belongs to another event; None where all is well.

    A ticket of another event may be scanned, which is what `other_event` says.
    """
    event = getattr(fact, "event", None)
    if event is None:
        return None
    for name, other in linked.items():
        is_foreign = getattr(other, "event", event) != event
        may_be = name == "ticket" and getattr(fact, "other_event", False)
        if is_foreign and not may_be:
            return name
    return None


def is_without_ticket(fact: AnyFact, linked: Mapping[str, AnyFact]) -> bool:
    """Tell whether a scan is said to be of somebody who never had a ticket."""
    holder = linked.get("ticket")
    return hasattr(fact, "direction") and holder is not None and holder.ticket is None
