"""What long work is, how it goes from one state to the next, and how long its file is kept."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

AT_ONCE = 200
"""The boundary: papers of so many are made while somebody waits, papers of more are long work."""
MOST_PAPERS = 2000
SLICE = 25
PIECE_BYTES = 512 * 1024
MOST_UNFINISHED = 5
MOST_TRIES = 3
LEASE = timedelta(minutes=1)
PAUSE_AFTER_FAILURE = timedelta(seconds=20)
FILE_IS_KEPT = timedelta(days=1)


class WorkKind(StrEnum):
    """What is made."""

    TICKETS = "tickets"
    BADGES = "badges"
    CERTIFICATES = "certificates"


class WorkState(StrEnum):
    """How far it has come."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


STEPS: Mapping[WorkState, frozenset[WorkState]] = {
    WorkState.WAITING: frozenset({WorkState.WORKING, WorkState.STOPPED}),
    WorkState.WORKING: frozenset(
        {WorkState.WORKING, WorkState.DONE, WorkState.STOPPED, WorkState.FAILED}
    ),
    WorkState.DONE: frozenset({WorkState.STOPPED}),
    WorkState.STOPPED: frozenset(),
    WorkState.FAILED: frozenset({WorkState.STOPPED}),
}
"""To which states a state may change; what is done is stopped by deleting its file."""

UNFINISHED = frozenset({WorkState.WAITING, WorkState.WORKING})


def states_before(state: WorkState) -> frozenset[WorkState]:
    """Tell from which states one may come to a state."""
    return frozenset(before for before, after in STEPS.items() if state in after)


def is_long(number: int) -> bool:
    """Tell whether papers of so many are long work."""
    return number > AT_ONCE


def gone_at(ended_at: datetime) -> datetime:
    """Tell when the file of what ended is deleted."""
    return ended_at + FILE_IS_KEPT
