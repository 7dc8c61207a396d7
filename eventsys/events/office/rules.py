"""What the organisers' list is asked for, and an event as a line of it: on plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from eventsys.core.text import Language
from eventsys.events.rules import EventKind, EventStatus


class Shelf(StrEnum):
    """Which part of all events is looked at; what is put away stands in the archive alone."""

    COMING = "coming"
    PAST = "past"
    ARCHIVE = "archive"
    ALL = "all"


@dataclass(frozen=True, kw_only=True)
class OfficeFilter:
    """Which events are asked for; None and an empty text ask for any.

    `first_day` and `last_day` are local days between which an occasion takes place; `made_by` is
    the principal who made an event; `within` are the ids of those that may be seen at all.
    """

    shelf: Shelf = Shelf.COMING
    text: str = ""
    status: EventStatus | None = None
    kind: EventKind | None = None
    district: str = ""
    first_day: date | None = None
    last_day: date | None = None
    made_by: str | None = None
    within: frozenset[int] | None = None

    @property
    def is_narrow(self) -> bool:
        """Tell whether something is asked for besides the shelf."""
        asked = (self.text, self.status, self.kind, self.district)
        return any(asked) or any((self.first_day, self.last_day, self.made_by))


@dataclass(frozen=True, kw_only=True, slots=True)
class OccasionLine:
    """When and where an occasion is, as far as a list shows it."""

    starts_at: datetime
    ends_at: datetime
    venue: str
    district: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EventLine:
    """An event as a line of the list; no capacity means no limit."""

    slug: str
    kind: EventKind
    status: EventStatus
    zone: str
    takes_registrations: bool
    titles: Mapping[Language, str]
    occasions: Sequence[OccasionLine]
    capacity: int | None
    taken: int

    def title(self, language: Language) -> str:
        """Give the title in a language, else in Danish."""
        return self.titles.get(language) or self.titles[Language.DANISH]

    def title_language(self, language: Language) -> Language:
        """Tell in which language the title is given."""
        return language if self.titles.get(language) else Language.DANISH

    def next_occasion(self, at: datetime) -> OccasionLine:
        """Give the first occasion that has not ended, else the last."""
        return next((each for each in self.occasions if each.ends_at > at), self.occasions[-1])
