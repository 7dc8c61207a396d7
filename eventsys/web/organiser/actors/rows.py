"""Actors, names and merges as rows of the register."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from eventsys.core.folding import finds, index_of, words_of
from eventsys.core.localtime import COPENHAGEN, local_day
from eventsys.core.text import Language
from eventsys.people.actors.queries import MergeRow
from eventsys.people.actors.register import Pair, Register
from eventsys.people.actors.rules import DatedName
from eventsys.web.common.dates import say_date
from eventsys.web.common.words import _
from eventsys.web.organiser.actors.words import kind_words, level_words


@dataclass(frozen=True, kw_only=True)
class ActorRow:
    """An actor in the list."""

    id: int
    name: str
    url: str
    level: str
    others: str
    people: int


@dataclass(frozen=True, kw_only=True)
class PairRow:
    """Two actors that may be one, with the ways to merge them."""

    first: str
    second: str
    first_url: str
    second_url: str
    merge_url: str


@dataclass(frozen=True, kw_only=True)
class NameRow:
    """A name of an actor, with the days on which it holds."""

    id: int
    name: str
    kind: str
    first: str
    last: str


@dataclass(frozen=True, kw_only=True)
class MergeLine:
    """A merge in words; `undone` is empty where it stands."""

    id: int
    actor: str
    actor_url: str
    into: str
    merged: str
    undone: str


def found_in(register: Register, day: date, search: str) -> list[int]:
    """List the actors that stand for themselves, by name; with a search those it finds."""
    words = words_of(search)
    found = [
        each
        for each in register.canonical_ids
        if not words or finds(words, index_of(*all_names(register, each)))
    ]
    return sorted(found, key=lambda each: (register.name_of(each, day).casefold(), each))


def actor_rows(
    register: Register, actor_ids: Iterable[int], people: Mapping[int, int], day: date
) -> list[ActorRow]:
    """Put actors, each with those it stands for, into rows."""
    levels = level_words()
    return [row_of(register, each, people, day, levels) for each in actor_ids]


def row_of(
    register: Register,
    actor_id: int,
    people: Mapping[int, int],
    day: date,
    levels: Mapping[str, str],
) -> ActorRow:
    """Put an actor, and those it stands for, into a row."""
    return ActorRow(
        id=actor_id,
        name=register.name_of(actor_id, day),
        url=actor_url(actor_id),
        level=levels[register.levels[actor_id].value],
        others=", ".join(register.other_names(actor_id, day)),
        people=sum(people.get(member, 0) for member in register.members[actor_id]),
    )


def all_names(register: Register, actor_id: int) -> Iterator[str]:
    """List every name by which an actor is found."""
    for member in register.members[actor_id]:
        yield from (name.name for name in register.own_names[member])


def pair_rows(register: Register, pairs: Iterable[Pair], day: date) -> list[PairRow]:
    """Put actors that may be one into rows."""
    return [
        PairRow(
            first=register.name_of(pair.first, day),
            second=register.name_of(pair.second, day),
            first_url=actor_url(pair.first),
            second_url=actor_url(pair.second),
            merge_url=url_for("organiser.actors.merge", actor_id=pair.second, into=pair.first),
        )
        for pair in pairs
    ]


def name_rows(names: Iterable[DatedName], language: Language) -> list[NameRow]:
    """Put an actor's names into rows."""
    return [
        NameRow(
            id=name.id,
            name=name.name,
            kind=kind_words()[name.kind.value],
            first=say_date(name.valid_from, language) if name.valid_from else "",
            last=say_date(name.valid_to, language) if name.valid_to else "",
        )
        for name in names
    ]


def merge_lines(
    merges: Sequence[MergeRow],
    register: Register,
    who: Mapping[str, str],
    day: date,
    language: Language,
) -> list[MergeLine]:
    """Put merges into words."""

    def told(moment_words: str, by: str) -> str:
        return _("%(day)s by %(who)s", day=moment_words, who=who.get(by, _("The system itself")))

    return [
        MergeLine(
            id=each.id,
            actor=register.name_of(each.from_id, day),
            actor_url=actor_url(each.from_id),
            into=register.name_of(each.into_id, day),
            merged=told(say_date(local_day(each.merged_at, COPENHAGEN), language), each.merged_by),
            undone=told(
                say_date(local_day(each.undone_at, COPENHAGEN), language), each.undone_by or ""
            )
            if each.undone_at
            else "",
        )
        for each in merges
    ]


def actor_url(actor_id: int) -> str:
    """Give the address of an actor's page."""
    return url_for("organiser.actors.show", actor_id=actor_id)
