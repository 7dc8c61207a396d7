"""What a feed is asked for: filters that may be repeated, and the language of the text."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from eventsys.core.errors import DomainError
from eventsys.core.text import Language
from eventsys.events.programme.rules import ProgrammeFilter
from eventsys.events.rules import Audience, EventKind

MOST_VALUES = 20
FILTERS = ("district", "kind", "audience", "spoken")

Value = TypeVar("Value", bound=StrEnum)


class TooManyValues(DomainError):
    """A feed was asked for with more filter values than it takes."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A feed's filters and language; the same whatever order they were asked in."""

    filters: tuple[tuple[str, str], ...]
    language: Language

    def values(self, name: str) -> list[str]:
        """Give the values of one filter."""
        return [value for each, value in self.filters if each == name]

    def to_filter(self) -> ProgrammeFilter:
        """Give the filter on events; unknown values are passed over, and alone find nothing."""
        kinds = known(EventKind, self.values("kind"))
        audiences = known(Audience, self.values("audience"))
        spoken = known(Language, self.values("spoken"))
        return ProgrammeFilter(
            districts=frozenset(self.values("district")),
            kinds=kinds or frozenset(),
            audiences=audiences or frozenset(),
            spoken=spoken or frozenset(),
            empty=None in {kinds, audiences, spoken},
        )


def read_asked(arguments: MultiDict[str, str]) -> Asked:
    """Read what an address asks for; raise `TooManyValues` for more than twenty values."""
    filters = {(name, value) for name in FILTERS for value in arguments.getlist(name)}
    if sum(len(arguments.getlist(name)) for name in FILTERS) > MOST_VALUES:
        raise TooManyValues
    return Asked(filters=tuple(sorted(filters)), language=read_language(arguments))


def read_language(arguments: MultiDict[str, str]) -> Language:
    """Read the language of the text; Danish for any other."""
    try:
        return Language(arguments.get("lang", ""))
    except ValueError:
        return Language.DANISH


def known(values: type[Value], asked: Sequence[str]) -> frozenset[Value] | None:
    """Take the values that are known; None where something was asked for and nothing is known."""
    found = frozenset(value for value in values if value.value in asked)
    return None if asked and not found else found
