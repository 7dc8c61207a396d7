"""What organisers decide about a registration, on plain values."""

from enum import StrEnum

LONGEST_REASON = 500


class Verdict(StrEnum):
    """What the organisers said to a registration."""

    APPROVED = "approved"
    DECLINED = "declined"


class RequestState(StrEnum):
    """Where a registration stands that asks for a yes."""

    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
