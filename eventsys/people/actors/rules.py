"""What an actor is called and when, decided on plain values."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from eventsys.core.folding import LetterTable, words_of

LONGEST_ACTOR_NAME = 120
SMALL_WORDS = {"i", "pa", "ved", "og", "and"}
"""Words, folded, that people use for each other in a name: the club in, on, at the square."""


class ActorLevel(StrEnum):
    """Whether an actor is a whole organisation or a unit of one; decided once, for each."""

    ORGANISATION = "organisation"
    UNIT = "unit"


class NameKind(StrEnum):
    """What a name of an actor is: its official one, another in use, or a known misspelling."""

    OFFICIAL = "official"
    ALIAS = "alias"
    MISSPELLING = "misspelling"


@dataclass(frozen=True, kw_only=True, slots=True)
class DatedName:
    """What an actor is called from a day to a day, both included; None is without limit."""

    id: int
    actor_id: int
    name: str
    kind: NameKind
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def first_day(self) -> date:
        """Tell the first day on which the name holds."""
        return self.valid_from or date.min

    @property
    def last_day(self) -> date:
        """Tell the last day on which the name holds."""
        return self.valid_to or date.max

    def holds_on(self, day: date) -> bool:
        """Tell whether the name holds on a day."""
        return self.first_day <= day <= self.last_day

    def meets(self, first: date | None, last: date | None) -> bool:
        """Tell whether the name holds on any day of a span of time."""
        return self.first_day <= (last or date.max) and (first or date.min) <= self.last_day


def fold_name(name: str) -> str:
    """Write a name as names are compared: case, spacing, width and punctuation make no difference.

    Whatever comes out alike is one name without asking anybody. Empty where no letter is left.
    """
    composed = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(composed.translate(BLANKED).split())


def blank_mark(character: str) -> str:
    """Put a blank for a mark of punctuation; leave unseen marks out, such as a soft hyphen."""
    kind = unicodedata.category(character)
    if kind == "Cf":
        return ""
    return " " if kind[0] in "PSZC" else character


BLANKED = LetterTable(blank_mark)


def loosen(name: str) -> str:
    """Write a name so that probable spellings of it come out alike: to suggest, never to decide.

    `Klubben på Nørrebro` and `klubben i Noerrebro` are probably one, `F.C. Nord` and `FC Nord` too.
    """
    words = words_of(fold_name(name))
    return "".join(word for word in words if word not in SMALL_WORDS) or "".join(words)


def name_on(names: Iterable[DatedName], day: date) -> str:
    """Tell what an actor is officially called on a day.

    Where no official name holds that day: the last before it, else the first there ever was.
    """
    official = [each for each in names if each.kind is NameKind.OFFICIAL]
    begun = [each for each in official if each.first_day <= day]
    if begun:
        return max(begun, key=lambda each: (each.holds_on(day), each.first_day, each.id)).name
    return min(official, key=lambda each: (each.first_day, each.id)).name


def is_span(first: date | None, last: date | None) -> bool:
    """Tell whether a first and a last day make a span of time."""
    return (first or date.min) <= (last or date.max)


def holder_of(names: Sequence[DatedName], day: date) -> Sequence[DatedName]:
    """Choose among names that are spelt alike: those that hold on the day, if any does."""
    return [each for each in names if each.holds_on(day)] or names
