"""What a year's report is, which steps it takes and what holds it up, on plain values."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from eventsys.core.text import Language
from eventsys.reports.figures.rules import CountsAs, Missing, Part

Texts = Mapping["Chapter", Mapping[Language, str]]


class ReportState(StrEnum):
    """How far a report is."""

    DRAFT = "draft"
    CHECKED = "checked"
    APPROVED = "approved"


class Step(StrEnum):
    """What can be done to a report as a whole."""

    WRITE = "write"
    CHECK = "check"
    RETURN = "return"
    APPROVE = "approve"
    CORRECT = "correct"


STEPS: Mapping[Step, Mapping[ReportState, ReportState]] = {
    Step.WRITE: {ReportState.DRAFT: ReportState.DRAFT},
    Step.CHECK: {ReportState.DRAFT: ReportState.CHECKED},
    Step.RETURN: {ReportState.CHECKED: ReportState.DRAFT},
    Step.APPROVE: {ReportState.CHECKED: ReportState.APPROVED},
    Step.CORRECT: {ReportState.APPROVED: ReportState.APPROVED},
}
"""From which state each step leads to which; nothing leads away from an approved report."""


class Chapter(StrEnum):
    """A chapter of the committee's paper, in the order of the paper."""

    RECOMMENDATION = "recommendation"
    PROBLEM = "problem"
    SOLUTION = "solution"
    PROGRAMME = "programme"
    FINANCES = "finances"
    NEXT_STEPS = "next-steps"
    ANNEXES = "annexes"


class BlockerKind(StrEnum):
    """What can hold a report up."""

    NOT_OVER = "not-over"
    NOT_SENT = "not-sent"
    OVERLAP = "overlap"
    CONFLICT = "conflict"
    OPEN_WAVE = "open-wave"
    TOO_MANY_ANSWERS = "too-many-answers"
    ALIKE = "alike"
    OPEN_TASKS = "open-tasks"
    MISSING_FACT = "missing-fact"
    STAFF_UNLIKE = "staff-unlike"
    NO_TEXT = "no-text"


MAY_STAND = frozenset({BlockerKind.ALIKE, BlockerKind.MISSING_FACT, BlockerKind.STAFF_UNLIKE})
"""What nobody may be able to settle: two names that are two actors, a fact that there is not, a
programme that plans more or less than the team."""

LATE_AT: Mapping[str, CountsAs] = {
    "F01": CountsAs.CHILDREN,
    "F02": CountsAs.VISITORS,
    "F03": CountsAs.AREA_EFFORT,
}
"""The figures that what phones send late can change, and at which events."""


@dataclass(frozen=True, kw_only=True)
class Blocker:
    """Something that must be settled before a report is checked.

    `key` tells it from others of its kind; `names` are what people call it by, `number` how many.
    `because` is why it may stand as it is, where somebody has said so.
    """

    kind: BlockerKind
    key: str
    slug: str = ""
    number: int = 0
    names: Sequence[str] = ()
    actor_id: int | None = None
    code: str = ""
    missing: Missing | None = None
    chapter: Chapter | None = None
    because: str = ""

    @property
    def is_open(self) -> bool:
        """Tell whether it still holds the report up."""
        return not self.because

    @property
    def may_stand(self) -> bool:
        """Tell whether it may be left as it is, with a reason."""
        return self.kind in MAY_STAND


@dataclass(frozen=True, kw_only=True)
class ProgrammeRow:
    """A row of the coming year's programme, with its staff-years in halves."""

    code: str
    title: str
    half_years: int

    @property
    def main_area(self) -> str:
        """Give the main area that it belongs to: the number before the point."""
        return self.code.partition(".")[0]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a figure came to, as far as an erratum tells of it."""

    shown: Mapping[Language, str]
    numerator: int | None
    denominator: int | None
    parts: Mapping[str, Part]
    missing: Missing | None


@dataclass(frozen=True, kw_only=True)
class LateRows:
    """How many rows of a kind a phone sent for an event after its year was counted."""

    event: str
    device: str
    kind: str
    number: int


@dataclass(frozen=True, kw_only=True)
class ErratumLine:
    """What became of a figure after it was frozen, and why."""

    code: str
    old: Outcome
    new: Outcome
    late: Sequence[LateRows]
    noted_at: datetime
    noted_by: str

    @property
    def changed_parts(self) -> Mapping[str, tuple[Part | None, Part | None]]:
        """Tell which stages on the way came out otherwise: before and now."""
        names = dict.fromkeys([*self.old.parts, *self.new.parts])
        both = {name: (self.old.parts.get(name), self.new.parts.get(name)) for name in names}
        return {name: pair for name, pair in both.items() if pair[0] != pair[1]}


def can(step: Step, state: ReportState) -> bool:
    """Tell whether a step leads on from a state."""
    return state in STEPS[step]


def canonical(content: Mapping[str, object]) -> str:
    """Write content so that the same content is the same bytes."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seal_of(content: str) -> str:
    """Give the hash over a report's content."""
    return sha256(content.encode()).hexdigest()


def is_other(old: Outcome, new: Outcome) -> bool:
    """Tell whether a figure came out otherwise; without a number its stages tell nothing."""
    if (old.shown, old.numerator, old.denominator) != (new.shown, new.numerator, new.denominator):
        return True
    return new.numerator is not None and old.parts != new.parts


def is_second(by: str, edited_by: str) -> bool:
    """Tell whether somebody is another one than who had the report in hand last."""
    return by != edited_by
