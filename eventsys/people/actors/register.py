"""The register as a whole, on plain values: who stands for whom, who is meant by a name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property
from itertools import chain, combinations, islice

from eventsys.people.actors.rules import (
    ActorLevel,
    DatedName,
    NameKind,
    fold_name,
    holder_of,
    loosen,
    name_on,
)

ALIKE = 0.84
MOST_SUGGESTED = 3
END = 4
"""As many letters at an end are alike in two names that are compared."""


@dataclass(frozen=True)
class Pair:
    """Two actors that may be one."""

    first: int
    second: int


@dataclass(frozen=True, kw_only=True)
class Register:
    """Actors, their names, and the merges that stand, each from one that was canonical."""

    levels: Mapping[int, ActorLevel]
    names: Sequence[DatedName]
    into: Mapping[int, int]

    def canonical(self, actor_id: int) -> int:
        """Tell which actor stands for one; it itself, where it was not merged."""
        for _step in self.into:
            if actor_id not in self.into:
                break
            actor_id = self.into[actor_id]
        return actor_id

    @cached_property
    def canonical_ids(self) -> Sequence[int]:
        """List the actors that were not merged into another."""
        return [actor_id for actor_id in self.levels if actor_id not in self.into]

    @cached_property
    def own_names(self) -> Mapping[int, Sequence[DatedName]]:
        """Give each actor's own names."""
        own = defaultdict[int, list[DatedName]](list)
        for name in self.names:
            own[name.actor_id].append(name)
        return own

    @cached_property
    def members(self) -> Mapping[int, Sequence[int]]:
        """Give with each canonical actor those for which it stands, itself first."""
        found = {actor_id: [actor_id] for actor_id in self.canonical_ids}
        for actor_id in self.into:
            found[self.canonical(actor_id)].append(actor_id)
        return found

    def name_of(self, actor_id: int, day: date) -> str:
        """Tell what an actor was officially called on a day, by its own names."""
        return name_on(self.own_names[actor_id], day)

    def find(self, typed: str, day: date) -> int | None:
        """Find the one actor that is called exactly so, however it is written.

        None where there is none, or where several are called so and the day does not tell.
        """
        alike = self.by_fold.get(fold_name(typed), [])
        held = holder_of(alike, day) if alike else []
        canonical = {self.canonical(each.actor_id) for each in held}
        if len(canonical) != 1:
            return None
        ids = {each.actor_id for each in held}
        return min(ids & canonical or ids)

    def suggest(self, typed: str) -> Sequence[int]:
        """List the canonical actors that may be meant, the likeliest first."""
        wanted = loosen(typed)
        found = self.by_fold.get(fold_name(typed), []) + self.by_loose.get(wanted, [])
        near = self.close_to(wanted) if wanted else []
        found = found + [name for key in near for name in self.by_loose[key]]
        ids = dict.fromkeys(self.canonical(name.actor_id) for name in found)
        return list(ids)[:MOST_SUGGESTED]

    def close_to(self, wanted: str) -> Sequence[str]:
        """List the names that are nearly this one, the nearest first.

        Most names have too few letters in common to be compared in full.
        """
        letters, length = self.bits.of(wanted), len(wanted)
        near = [
            key
            for key, its in self.letters.items()
            if 2.0 * (letters & its).bit_count() / (length + len(key)) >= ALIKE
        ]
        return get_close_matches(wanted, near, MOST_SUGGESTED, ALIKE)

    @cached_property
    def letters(self) -> Mapping[str, int]:
        """Give the letters of each name that has any, by the form in which it is compared."""
        return {key: self.bits.of(key) for key in self.by_loose if key}

    @cached_property
    def bits(self) -> "LetterBits":
        """Give the bits that stand for letters in this register."""
        return LetterBits()

    def official_names(self, day: date) -> Sequence[str]:
        """List what the canonical actors are called on a day, in order."""
        return sorted((self.name_of(each, day) for each in self.canonical_ids), key=str.casefold)

    def doubles(self, start: int = 0, most: int | None = None) -> Sequence[Pair]:
        """List pairs of canonical actors of a level that are probably one, in a lasting order.

        With a start and a number no more is looked for than is wanted.
        """
        stop = None if most is None else start + most
        return list(islice(self.each_double(), start, stop))

    def each_double(self) -> Iterator[Pair]:
        """Find the pairs one by one, those whose names are the same first."""
        found: set[Pair] = set()
        for names in chain(self.by_loose.values(), self.near_names()):
            ids = sorted({self.canonical(name.actor_id) for name in names})
            for first, second in combinations(ids, 2):
                pair = Pair(first, second)
                if self.levels[first] is self.levels[second] and pair not in found:
                    found.add(pair)
                    yield pair

    def near_to(self, actor_id: int) -> Sequence[int]:
        """List the canonical actors of a level that are probably one with this one."""
        own = [name for member in self.members.get(actor_id, []) for name in self.own_names[member]]
        keys = dict.fromkeys(loosen(name.name) for name in own)
        alike = [
            name
            for key in keys
            for other in (key, *self.ends.beside(key))
            if other == key or self.is_near(key, other)
            for name in self.by_loose[other]
        ]
        ids = dict.fromkeys(self.canonical(name.actor_id) for name in alike)
        level = self.levels[actor_id]
        return [each for each in ids if each != actor_id and self.levels[each] is level]

    def near_names(self) -> Iterator[Sequence[DatedName]]:
        """Find the names that differ by a slip, among those that begin or end alike."""
        for first in sorted(self.by_loose):
            others = sorted(each for each in self.ends.beside(first) if each > first)
            for second in others:
                if self.is_near(first, second):
                    yield [*self.by_loose[first], *self.by_loose[second]]

    def is_near(self, first: str, second: str) -> bool:
        """Tell whether two names of the register differ by hardly more than a slip."""
        shared = (self.letters.get(first, 0) & self.letters.get(second, 0)).bit_count()
        if 2.0 * shared / (len(first) + len(second)) < ALIKE:
            return False
        return are_near(*sorted((first, second)))  # the measure depends on the order

    @cached_property
    def ends(self) -> "Ends":
        """Give the names by how they begin and end."""
        return Ends(self.by_loose)

    @cached_property
    def by_fold(self) -> Mapping[str, list[DatedName]]:
        """Give the names by the form in which they are compared."""
        return grouped(self.names, [fold_name(each.name) for each in self.names])

    @cached_property
    def by_loose(self) -> Mapping[str, list[DatedName]]:
        """Give the names by the form in which they are probably the same."""
        return grouped(self.names, [loosen(each.name) for each in self.names])

    def other_names(self, actor_id: int, day: date) -> Sequence[str]:
        """List what else an actor and those merged into it are called, but for misspellings."""
        shown = self.name_of(actor_id, day)
        names = [
            name.name
            for member in self.members.get(actor_id, [actor_id])
            for name in self.own_names[member]
            if name.kind is not NameKind.MISSPELLING
        ]
        return [name for name in dict.fromkeys(names) if name != shown]


class Ends:
    """Words by their first letters and by their last."""

    def __init__(self, words: Iterable[str]) -> None:
        self.first, self.last = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
        for word in words:
            self.first[word[:END]].append(word)
            self.last[word[-END:]].append(word)

    def beside(self, word: str) -> set[str]:
        """List the other words that begin or end like one."""
        return {*self.first[word[:END]], *self.last[word[-END:]]} - {word}


def grouped(names: Sequence[DatedName], keys: Sequence[str]) -> Mapping[str, list[DatedName]]:
    """Put names together that have the same key."""
    found = defaultdict[str, list[DatedName]](list)
    for name, key in zip(names, keys, strict=True):
        found[key].append(name)
    return dict(found)


class LetterBits(dict[tuple[str, int], int]):
    """Bits that stand for letters: one for a letter, another one where it stands there again.

    As many bits as two words have in common, so many letters have they, in whatever order; words
    that differ by a slip have nearly all.
    """

    def __missing__(self, letter: tuple[str, int]) -> int:
        """Take the next bit for a letter that is new."""
        self[letter] = bit = 1 << len(self)
        return bit

    def of(self, word: str) -> int:
        """Give the letters of a word."""
        return sum(
            self[letter, number]
            for letter, times in Counter(word).items()
            for number in range(times)
        )


def are_near(first: str, second: str) -> bool:
    """Tell whether two words differ by hardly more than a slip."""
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE
