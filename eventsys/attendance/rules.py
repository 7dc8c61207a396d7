"""How numbers come about, decided on plain values."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from eventsys.checkin.rules import HeadCountKind, HeadCountRole
from eventsys.core.localtime import quarter_of
from eventsys.registration.rules import Category, ParticipantStatus

Key = TypeVar("Key", bound=Hashable)
ROUNDING = ((5000, 500), (1000, 100), (100, 10))


@dataclass(frozen=True, kw_only=True)
class Came:
    """How many persons came in, with a ticket and without."""

    admitted: int = 0
    walk_ins: int = 0

    @property
    def total(self) -> int:
        """Add those with a ticket and those without."""
        return self.admitted + self.walk_ins


@dataclass(frozen=True)
class Place:
    """A participant's place: where they stand, and for which occasion, None for all."""

    participant_id: int
    status: ParticipantStatus
    occasion_id: int | None


@dataclass(frozen=True)
class Passage:
    """One person at one occasion: admitted with a ticket, or counted without."""

    person: int | str
    occasion_id: int | None
    category: Category
    gate: str
    at: datetime
    with_ticket: bool


@dataclass(frozen=True, kw_only=True)
class HeadCountFacts:
    """A head count that is not superseded."""

    headcount_id: str
    occasion_id: int | None
    kind: HeadCountKind
    role: HeadCountRole
    n: int
    at: datetime


@dataclass(frozen=True)
class CountedHeads:
    """What head counts come to: the exact value, how it was counted, and what is printed."""

    value: int
    kind: HeadCountKind

    @property
    def rounded(self) -> int:
        """Round half up to 500, 100 or 10, as the size of the number asks."""
        step = next((step for least, step in ROUNDING if self.value >= least), 1)
        return (self.value * 2 + step) // (2 * step) * step

    @property
    def is_approximate(self) -> bool:
        """Tell whether the printed number needs a "ca." before it."""
        return self.kind is HeadCountKind.ESTIMATE or self.rounded != self.value


def count_heads(counts: Sequence[HeadCountFacts]) -> CountedHeads | None:
    """Add entries; else take the most people present at once; else the newest estimate.

    Kinds are never added together, and control counts are left out.
    """
    summed = [count for count in counts if count.role is HeadCountRole.SUM]
    by_kind = {kind: [c for c in summed if c.kind is kind] for kind in HeadCountKind}
    if by_kind[HeadCountKind.IN]:
        entries = sum(count.n for count in by_kind[HeadCountKind.IN])
        return CountedHeads(entries, HeadCountKind.IN)
    if by_kind[HeadCountKind.PRESENT]:
        most = max(count.n for count in by_kind[HeadCountKind.PRESENT])
        return CountedHeads(most, HeadCountKind.PRESENT)
    if by_kind[HeadCountKind.ESTIMATE]:
        newest = max(by_kind[HeadCountKind.ESTIMATE], key=lambda c: (c.at, c.headcount_id))
        return CountedHeads(newest.n, HeadCountKind.ESTIMATE)
    return None


def first_passages(passages: Iterable[Passage]) -> list[Passage]:
    """Keep each person's first passage, in the order of time."""
    first: dict[int | str, Passage] = {}
    for passage in sorted(passages, key=lambda p: (p.at, str(p.person))):
        first.setdefault(passage.person, passage)
    return list(first.values())


def group(
    passages: Iterable[Passage], key: Callable[[Passage], Key], always: Iterable[Key] = ()
) -> Mapping[Key, Came]:
    """Count passages by a key; the keys of `always` stand there also with nobody."""
    admitted: Counter[Key] = Counter()
    walk_ins: Counter[Key] = Counter()
    for passage in passages:
        (admitted if passage.with_ticket else walk_ins)[key(passage)] += 1
    found = dict.fromkeys([*always, *sorted({*admitted, *walk_ins}, key=str)])
    return {each: Came(admitted=admitted[each], walk_ins=walk_ins[each]) for each in found}


def can_stay_away(*, is_cancelled: bool, held_until: Collection[datetime], at: datetime) -> bool:
    """Tell whether it can be said who stayed away: it was held, and the last date of it is over.

    `held_until` is when the dates end that were not cancelled.
    """
    return not is_cancelled and bool(held_until) and max(held_until) <= at


def quarter_hour_of(passage: Passage) -> datetime:
    """Tell the quarter of an hour in which somebody came, by its start."""
    return quarter_of(passage.at)
