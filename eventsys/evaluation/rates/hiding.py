"""What may be told of few people, decided on plain values.

A figure about fewer than five people is hidden; so is whatever would give it away by adding and
subtracting what else is told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

SMALLEST_GROUP = 5
Group = frozenset[int]
Line = dict[int, Fraction]


def is_small(people: int) -> bool:
    """Tell whether a figure would be about somebody, but about fewer than five."""
    return 0 < people < SMALLEST_GROUP


def tell(groups: Iterable[Group], people: Mapping[int, int]) -> "Span":
    """Choose which groups' figures are told, those that matter most being asked first.

    A group is a set of measurements; `people` says how many each is about. It is told unless
    a set of measurements about fewer than five people could then be worked out.
    """
    told = Span(people)
    for group in groups:
        if not is_small(told.size_of(group)):
            grown = told.with_group(group)
            told = told if grown.gives_away() else grown
    return told


class Span:
    """All that can be worked out by adding and subtracting what was told.

    `lines` are kept solved: each stands for one measurement that is in no other line.
    """

    def __init__(self, people: Mapping[int, int], lines: Mapping[int, Line] | None = None) -> None:
        self.people = people
        self.lines = lines or {}

    def size_of(self, group: Group) -> int:
        """Count whom a group's figure is about."""
        return sum(self.people[each] for each in group)

    def may_tell(self, group: Group) -> bool:
        """Tell whether a group's figure may be told: it follows from what is told already."""
        return not is_small(self.size_of(group)) and self.holds(group)

    def with_group(self, group: Group) -> "Span":
        """Tell one more group."""
        rest = self.rest_of(group)
        if not rest:
            return self
        pivot = min(rest)
        line = {each: value / rest[pivot] for each, value in rest.items()}
        solved = {key: without(known, pivot, line) for key, known in self.lines.items()}
        return Span(self.people, {**solved, pivot: line})

    def holds(self, group: Group) -> bool:
        """Tell whether a group's figure can be worked out."""
        return not self.rest_of(group)

    def rest_of(self, group: Group) -> Line:
        """Take what is known out of a group; measurements about nobody add nothing to it."""
        line = {each: Fraction(1) for each in group if self.people[each]}
        for pivot in line.keys() & self.lines.keys():
            line = without(line, pivot, self.lines[pivot])
        return line

    def gives_away(self) -> bool:
        """Tell whether a set of measurements about fewer than five people can be worked out."""
        if not any(map(is_small, self.people.values())):
            return False
        parts = [each for each in self.alike() if is_small(self.size_of(each))]
        return any(map(self.holds, self.small_unions(parts)))

    def alike(self) -> list[Group]:
        """Put together the measurements that nothing told can tell apart: they go together."""
        columns: dict[int, list[tuple[int, Fraction]]] = {}
        for pivot, line in self.lines.items():
            for each, value in line.items():
                columns.setdefault(each, []).append((pivot, value))
        classes: dict[tuple[tuple[int, Fraction], ...], set[int]] = {}
        for each, column in columns.items():
            classes.setdefault(tuple(sorted(column)), set()).add(each)
        return [frozenset(each) for each in classes.values()]

    def small_unions(self, parts: Sequence[Group], base: Group = frozenset()) -> Iterator[Group]:
        """Put parts together in every way that is about fewer than five people."""
        for number, part in enumerate(parts, start=1):
            union = base | part
            if is_small(self.size_of(union)):
                yield union
                yield from self.small_unions(parts[number:], union)


def without(line: Line, pivot: int, known: Line) -> Line:
    """Take a solved line out of another, so that its measurement is gone from there."""
    factor = line.get(pivot)
    if factor is None:
        return line
    changed = dict(line)
    for each, value in known.items():
        left = changed.pop(each, Fraction(0)) - factor * value
        if left:
            changed[each] = left
    return changed


def hidden_steps(counts: Sequence[int]) -> frozenset[int]:
    """Choose which of several numbers are hidden whose sum is known; give their places.

    Those from one to four are hidden. Where that still tells of fewer than five people, so is the
    smallest number that makes up for it, or all where none does. A number that stands alone is
    its sum, and hiding it would hide nothing.
    """
    small = frozenset(place for place, count in enumerate(counts) if is_small(count))
    if not small or len(counts) == 1:
        return frozenset()
    if not is_small(sum(counts[place] for place in small)):
        return small
    others = [place for place, count in enumerate(counts) if count >= SMALLEST_GROUP]
    if not others:
        return frozenset(range(len(counts)))
    return small | {min(others, key=lambda place: counts[place])}
