"""Which of an event's people are meant, in plain values."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from eventsys.core.text import Language
from eventsys.registration.rules import Category, Channel, ParticipantStatus


class Presence(StrEnum):
    """Whether somebody came to an occasion that was held."""

    CAME = "came"
    ABSENT = "absent"


@dataclass(frozen=True)
class AnswerGiven:
    """One of the answers that can be chosen, and its question."""

    question_id: int
    value: str


@dataclass(frozen=True, kw_only=True)
class PeopleFilter:
    """Who is meant: everybody who fits all that is said here; what is left empty does not matter.

    A place for all occasions is one for each of them. With `ids`, or the ids of registrations,
    nobody else is meant, and nobody at all where they are empty.
    """

    search: str = ""
    statuses: Collection[ParticipantStatus] = ()
    categories: Collection[Category] = ()
    languages: Collection[Language] = ()
    channels: Collection[Channel] = ()
    occasion_no: int | None = None
    in_group: bool | None = None
    presence: Presence | None = None
    answer: AnswerGiven | None = None
    ids: Collection[int] | None = None
    registration_ids: Collection[int] | None = None


EVERYBODY = PeopleFilter()
