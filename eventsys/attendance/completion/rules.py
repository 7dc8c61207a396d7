"""When somebody has completed a course, decided on plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from eventsys.attendance.marks.rules import AttendanceStatus

LONGEST_REASON = 500


class Progress(StrEnum):
    """Whether somebody has completed a course, still can, or cannot any more."""

    COMPLETED = "completed"
    UNDER_WAY = "under-way"
    OUT_OF_REACH = "out-of-reach"


@dataclass(frozen=True, slots=True)
class Meeting:
    """An occasion that was not cancelled, as somebody attended it."""

    status: AttendanceStatus
    is_over: bool

    @property
    def was_attended(self) -> bool:
        """Tell whether they came."""
        return self.status is AttendanceStatus.CAME

    @property
    def may_be_attended(self) -> bool:
        """Tell whether they may yet turn out to have come; an apology can be taken back."""
        if self.was_attended:
            return False
        apologised = self.status is AttendanceStatus.APOLOGISED
        return self.status is AttendanceStatus.UNKNOWN or (apologised and not self.is_over)


@dataclass(frozen=True, kw_only=True, slots=True)
class Completion:
    """How far somebody has come: of `held` occasions they attended some, and `needed` suffice.

    `possible` is at how many others they may yet turn out to have been.
    """

    needed: int
    held: int
    attended: int
    possible: int

    @property
    def missing(self) -> int:
        """Tell how many occasions they lack."""
        return max(self.needed - self.attended, 0)

    @property
    def progress(self) -> Progress:
        """Tell whether they have completed the course."""
        if not self.missing:
            return Progress.COMPLETED
        within_reach = self.missing <= self.possible
        return Progress.UNDER_WAY if within_reach else Progress.OUT_OF_REACH


def needed_of(needed: int, held: int) -> int:
    """Tell how many occasions suffice where so many are held: what was cancelled is nobody's fault.

    Nobody completes a course without ever coming, though all of it was cancelled.
    """
    return max(min(needed, held), 1)


def judge(needed: int, meetings: Iterable[Meeting]) -> Completion:
    """Tell how far somebody has come with the occasions that were not cancelled."""
    held = list(meetings)
    return Completion(
        needed=needed_of(needed, len(held)),
        held=len(held),
        attended=sum(each.was_attended for each in held),
        possible=sum(each.may_be_attended for each in held),
    )


def has_begun(starts: Sequence[datetime], at: datetime) -> bool:
    """Tell whether the first of some occasions has begun: the rule then stands."""
    return any(start <= at for start in starts)
