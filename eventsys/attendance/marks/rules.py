"""How somebody's attendance of an occasion follows from marks and scans."""

from enum import StrEnum


class AttendanceStatus(StrEnum):
    """Whether a participant came to an occasion."""

    CAME = "came"
    APOLOGISED = "apologised"
    STAYED_AWAY = "stayed-away"
    UNKNOWN = "unknown"


class MarkSource(StrEnum):
    """Who says so: the list that was ticked, the participant beforehand, or a correction."""

    LIST = "list"
    APOLOGY = "apology"
    CORRECTION = "correction"
