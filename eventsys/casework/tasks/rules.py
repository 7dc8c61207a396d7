"""What tasks are alike and which of them are shown, decided on plain values."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from eventsys.casework.rules import TaskKind, TaskStatus
from eventsys.core.folding import finds, index_of, words_of
from eventsys.core.text import mask_cpr

NEAR = timedelta(days=1)
LATE = timedelta(days=3)
MOST_MINUTES = 10_000
LONGEST_TOPIC = 200
LONGEST_PROSE = 2000


class Shown(StrEnum):
    """Which tasks are asked for, beside their kind and year."""

    ALL = "all"
    OPEN = "open"
    SOLVED = "solved"
    OVERDUE = "overdue"
    OUT = "out"
    """Cancelled, logged twice, or become a requisition."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskRequest:
    """What is written down of a task; `done_on` is when it was given, or accepted.

    `requester` is a name of the register or a unit, never a person.
    """

    kind: TaskKind
    requester: str
    received_on: date
    done_on: date | None = None
    minutes: int | None = None
    topic: str = ""
    status: TaskStatus = TaskStatus.SOLVED
    purpose: str = ""
    outcome: str = ""
    follow_up_on: date | None = None
    followed_up_on: date | None = None
    event_ids: frozenset[int] = field(default_factory=frozenset)

    @property
    def texts(self) -> tuple[str, ...]:
        """Give all that was typed freely."""
        return (self.requester, self.topic, self.purpose, self.outcome)


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskRow:
    """A task as it stands in the list."""

    id: int
    kind: TaskKind
    status: TaskStatus
    actor_id: int | None
    unit: str
    received_on: date
    done_on: date | None
    minutes: int | None
    topic: str
    follow_up_on: date | None
    followed_up_on: date | None
    duplicate_of_id: int | None
    converted_to_id: int | None

    @property
    def day(self) -> date:
        """Tell the day that decides the year: when it was done, or else when it came."""
        return self.done_on or self.received_on

    @property
    def is_out(self) -> bool:
        """Tell whether it counts for nothing."""
        is_cancelled = self.status is TaskStatus.CANCELLED
        return is_cancelled or bool(self.duplicate_of_id or self.converted_to_id)

    def is_overdue(self, today: date) -> bool:
        """Tell whether the day to follow it up has passed and nobody did."""
        is_due = self.follow_up_on is not None and self.follow_up_on < today
        return is_due and self.followed_up_on is None and not self.is_out

    def is_like(self, other: "TaskRow") -> bool:
        """Tell whether two may be one: the same asked a day apart, or the same topic that day."""
        if self.id == other.id or self.kind is not other.kind or other.is_out:
            return False
        if abs(self.day - other.day) > NEAR:
            return False
        return self.is_of_same(other) or (self.day == other.day and self.has_topic_of(other))

    def is_of_same(self, other: "TaskRow") -> bool:
        """Tell whether the same actor or unit asked for both."""
        asked = words_of(self.unit) == words_of(other.unit)
        return self.actor_id == other.actor_id and asked

    def has_topic_of(self, other: "TaskRow") -> bool:
        """Tell whether both are about the same, however it is spelt."""
        return bool(words_of(self.topic)) and words_of(self.topic) == words_of(other.topic)


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskFilter:
    """Which tasks are asked for; None and an empty text ask for all."""

    year: int
    text: str = ""
    kind: TaskKind | None = None
    shown: Shown = Shown.ALL

    def takes(self, row: TaskRow, requester: str, today: date) -> bool:
        """Tell whether a task is asked for; what is overdue is asked for whatever its year."""
        is_of_kind = self.kind is None or row.kind is self.kind
        is_found = finds(words_of(self.text), index_of(requester, row.topic))
        return is_of_kind and is_found and self.takes_state(row, today)

    def takes_state(self, row: TaskRow, today: date) -> bool:
        """Tell whether a task stands as is asked for, in the year that is asked for."""
        if self.shown is Shown.OVERDUE:
            return row.is_overdue(today)
        if row.day.year != self.year:
            return False
        if self.shown is Shown.ALL:
            return True
        if self.shown is Shown.OUT or row.is_out:
            return row.is_out and self.shown is Shown.OUT
        return (row.status is TaskStatus.SOLVED) == (self.shown is Shown.SOLVED)


def week_to_remember(today: date) -> date | None:
    """Give the Monday since which something should be logged by now; None before Thursday."""
    monday = today - timedelta(days=today.weekday())
    return monday if today - monday >= LATE else None


def holds_cpr(*texts: str) -> bool:
    """Tell whether one of the texts holds what looks like the number of a citizen."""
    return any(mask_cpr(text) != text for text in texts)
