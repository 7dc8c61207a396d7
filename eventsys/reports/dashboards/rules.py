"""What a dashboard tells of groups of people, decided on plain values.

No number below five is told, nor what would give one away; see `evaluation.rates.hiding`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias, TypeVar

from eventsys.evaluation.rates.hiding import SMALLEST_GROUP, hidden_steps, is_small

Key = TypeVar("Key", bound=Hashable)
Told: TypeAlias = Mapping[Key, int | None]
"""Numbers by group; None stands for one that is hidden."""
Hidden: TypeAlias = Mapping[frozenset[Key], Counter[Key]]
"""The numbers that are hidden in rows of a table, added up over the rows that hide the same."""


def told_of(people: Mapping[Key, int]) -> Told[Key]:
    """Hide the small groups among people whose number in all is told."""
    hidden = hidden_steps([*people.values()])
    return {
        key: None if place in hidden else number
        for place, (key, number) in enumerate(people.items())
    }


def told_together(rows: Iterable[Mapping[Key, int]], keys: Sequence[Key]) -> Told[Key]:
    """Add up rows group by group; hide what would tell a small one, of a row or of all together.

    Each row is told on a page of its own, as `told_of` tells it, and its sum too. Of all choices
    of groups that may be told, the one with the most people is.
    """
    listed = [{key: row.get(key, 0) for key in keys} for row in rows]
    people = {key: sum(row[key] for row in listed) for key in keys}
    hidden_in_rows = hidden_of(listed)
    at_stake = {key for row in hidden_in_rows for key in row}
    hidden = {key for key, number in told_of(people).items() if number is None}
    more = sorted(at_stake - hidden, key=lambda key: (people[key], keys.index(key)))
    choices = fewest_first(more, people)
    good = (some for some in choices if not gives_away(hidden_in_rows, hidden.union(some)))
    hidden.update(next(good, more))
    return {key: None if key in hidden else people[key] for key in keys}


def fewest_first(keys: Sequence[Key], people: Mapping[Key, int]) -> list[tuple[Key, ...]]:
    """List every choice of groups, those of the fewest people first: that of none, of all last."""
    found = [some for number in range(len(keys) + 1) for some in combinations(keys, number)]
    return sorted(found, key=lambda some: (sum(people[key] for key in some), len(some)))


def hidden_of(rows: Iterable[Mapping[Key, int]]) -> Hidden[Key]:
    """Collect what rows hide; a group of nobody hides nothing."""
    found: defaultdict[frozenset[Key], Counter[Key]] = defaultdict(Counter)
    for row in rows:
        told = told_of(row)
        hidden = {key: people for key, people in row.items() if people and told[key] is None}
        found[frozenset(hidden)].update(hidden)
    return found


def gives_away(rows: Hidden[Key], untold: Collection[Key]) -> bool:
    """Tell whether a small group follows from the rows' sums and the groups' sums that are told.

    Who adds the sums of some groups up and takes those rows away that hide nothing else is left
    with the people of these groups in the other rows. Nothing more can be worked out: a sum that
    is not told can be part of it only together with all others that are not.
    """
    return any(
        is_small(sum(people[key] for hidden, people in split(rows, chosen) for key in chosen))
        for chosen in choices({key for hidden in rows for key in hidden}, untold)
    )


def split(
    rows: Hidden[Key], chosen: Collection[Key]
) -> Iterator[tuple[frozenset[Key], Counter[Key]]]:
    """Pick the rows that hide some of the groups chosen, and another one too."""
    for hidden, people in rows.items():
        if hidden.intersection(chosen) and hidden.difference(chosen):
            yield hidden, people


def choices(keys: Collection[Key], untold: Collection[Key]) -> Iterator[frozenset[Key]]:
    """List every choice of groups that has all of those untold, or none of them."""
    told = [key for key in keys if key not in untold]
    for number in range(len(told) + 1):
        for some in combinations(told, number):
            yield frozenset(some)
            yield frozenset(some).union(untold)


def joined(numbers: Sequence[int]) -> list[range]:
    """Put numbers that follow each other together until none of the sums is small.

    What is left at the end goes with what came before; a sum that stands alone may be small, as
    it is that of all. Where nobody is there is no group.
    """
    found: list[range] = []
    start = people = 0
    for place, number in enumerate(numbers):
        start = start if people else place
        people += number
        if people >= SMALLEST_GROUP:
            found.append(range(start, place + 1))
            people = 0
    if not people:
        return found
    last = max(place for place, number in enumerate(numbers) if number)
    return [*found[:-1], range(found[-1].start if found else start, last + 1)]
