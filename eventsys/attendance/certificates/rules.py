"""What a certificate says, and whether it still agrees with who came; on plain values."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

from eventsys.attendance.completion.rules import Completion, Progress

MINUTE = timedelta(minutes=1)


class Agreement(StrEnum):
    """Whether a certificate agrees with what is known now of who came."""

    SAME = "same"
    OTHER = "other"
    NOT_COMPLETED = "not-completed"


def minutes_of(lengths: Iterable[timedelta]) -> int:
    """Add up how long the occasions were to which somebody came; seconds that are over go."""
    return sum(lengths, timedelta()) // MINUTE


def agreement_of(attended: int, held: int, completion: Completion | None) -> Agreement:
    """Hold what a certificate says beside how far its holder has come by what is known now."""
    if completion is None or completion.progress is not Progress.COMPLETED:
        return Agreement.NOT_COMPLETED
    is_same = (attended, held) == (completion.attended, completion.held)
    return Agreement.SAME if is_same else Agreement.OTHER
