"""What an address asks of the programme: words, filters that may be repeated, a month, places."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from werkzeug.datastructures import MultiDict

from eventsys.core.errors import DomainError
from eventsys.core.months import Month, read_month
from eventsys.core.text import Language, UnusableCharacter, clean_line
from eventsys.events.programme.rules import ProgrammeFilter
from eventsys.events.programme.search import LONGEST_SEARCH, Search
from eventsys.events.rules import Audience, EventKind, is_slug

FILTERS = ("district", "kind", "audience", "spoken")
ONCE = ("q", "month", "free")
FREE = "1"
MOST_VALUES = 20

Value = TypeVar("Value", bound=StrEnum)


class WrongQuestion(DomainError):
    """The address asks for something that is not there, or twice for what can be asked once."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked for; the same whatever order it was asked in."""

    text: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    month: Month | None = None
    only_free: bool = False

    def __bool__(self) -> bool:
        """Tell whether anything is asked for."""
        return self != NOTHING

    def chosen(self, name: str) -> list[str]:
        """Give the values of one filter."""
        return [value for each, value in self.filters if each == name]

    def to_search(self) -> Search:
        """Give the search in the programme."""
        return Search(
            text=self.text,
            filter=ProgrammeFilter(
                districts=frozenset(self.chosen("district")),
                kinds=frozenset(map(EventKind, self.chosen("kind"))),
                audiences=frozenset(map(Audience, self.chosen("audience"))),
                spoken=frozenset(map(Language, self.chosen("spoken"))),
            ),
            month=self.month,
            only_free=self.only_free,
        )

    def values(self) -> dict[str, Any]:
        """Write what is asked for as values of an address."""
        lists = {name: self.chosen(name) for name in FILTERS if self.chosen(name)}
        once = {
            "q": self.text,
            "month": str(self.month) if self.month else "",
            "free": FREE if self.only_free else "",
        }
        return {**{name: value for name, value in once.items() if value}, **lists}

    def without(self, name: str, value: str = "") -> "Asked":
        """Take one thing back."""
        if name in FILTERS:
            return replace(self, filters=tuple(f for f in self.filters if f != (name, value)))
        changes: dict[str, Asked] = {
            "q": replace(self, text=""),
            "month": replace(self, month=None),
            "free": replace(self, only_free=False),
        }
        return changes[name]

    def only_filters(self) -> "Asked":
        """Leave what a calendar feed takes too."""
        return Asked(filters=self.filters)


NOTHING = Asked()


def read_asked(arguments: MultiDict[str, str]) -> Asked:
    """Read what an address asks for; blanks ask for nothing, other names are not ours.

    Raise `WrongQuestion` for values that are not there and for repeating what stands once.
    """
    filters = {(name, value) for name in FILTERS for value in filter(None, arguments.getlist(name))}
    if len(filters) > MOST_VALUES or any(len(arguments.getlist(name)) > 1 for name in ONCE):
        raise WrongQuestion
    check_slugs(value for name, value in filters if name == "district")
    check_known(EventKind, (value for name, value in filters if name == "kind"))
    check_known(Audience, (value for name, value in filters if name == "audience"))
    check_known(Language, (value for name, value in filters if name == "spoken"))
    return Asked(
        text=read_text(arguments.get("q", "")),
        filters=tuple(sorted(filters)),
        month=month_asked(arguments.get("month", "")),
        only_free=is_free_asked(arguments.get("free", "")),
    )


def check_slugs(values: Iterable[str]) -> None:
    """Refuse what can be no district's."""
    if not all(map(is_slug, values)):
        raise WrongQuestion


def check_known(known: type[Value], values: Iterable[str]) -> None:
    """Refuse values that are not known."""
    if not set(values) <= {each.value for each in known}:
        raise WrongQuestion


def read_text(typed: str) -> str:
    """Bring the words into the form that is searched for; what is too long is cut, visibly."""
    try:
        return clean_line(typed)[:LONGEST_SEARCH].strip()
    except UnusableCharacter as error:
        raise WrongQuestion from error


def month_asked(typed: str) -> Month | None:
    """Read the month asked for."""
    month = read_month(typed)
    if typed and month is None:
        raise WrongQuestion
    return month


def is_free_asked(typed: str) -> bool:
    """Read whether only events with free places are asked for."""
    if typed not in {"", FREE}:
        raise WrongQuestion
    return typed == FREE
