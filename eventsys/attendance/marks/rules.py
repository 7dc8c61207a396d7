"""How somebody's attendance of an occasion follows from marks and scans."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import product


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


class MarkState(StrEnum):
    """What became of a mark that was sent: stored, known already, at odds with it, or strange."""

    NEW = "new"
    SAME = "same"
    CONFLICT = "conflict"
    STRANGE = "strange"


class AttendanceSource(StrEnum):
    """What a status rests on; `none` where nobody said anything about this participant."""

    CORRECTION = "correction"
    SCAN = "scan"
    LIST = "list"
    APOLOGY = "apology"
    NONE = "none"


@dataclass(frozen=True)
class Attendance:
    """A participant's status at an occasion, and what it rests on."""

    status: AttendanceStatus
    source: AttendanceSource


@dataclass(slots=True)
class Said:
    """The newest that each source says of a participant and an occasion.

    An `unknown` takes back what its source said before.
    """

    correction: AttendanceStatus = AttendanceStatus.UNKNOWN
    was_scanned: bool = False
    listed: AttendanceStatus = AttendanceStatus.UNKNOWN
    apology: AttendanceStatus = AttendanceStatus.UNKNOWN

    def hear(self, source: MarkSource, status: AttendanceStatus) -> None:
        """Take in a mark that is newer than all before."""
        if source is MarkSource.CORRECTION:
            self.correction = status
        elif source is MarkSource.LIST:
            self.listed = status
        else:
            self.apology = status


LONGEST_UNSENT = timedelta(days=366)
NOTHING_SAID = Said()
FOUND = {pair: Attendance(*pair) for pair in product(AttendanceStatus, AttendanceSource)}
"""All there are, made once: a large event has some ten thousand."""
SCANNED = Attendance(AttendanceStatus.CAME, AttendanceSource.SCAN)
NOT_KNOWN = Attendance(AttendanceStatus.UNKNOWN, AttendanceSource.NONE)
STAYED_AWAY = Attendance(AttendanceStatus.STAYED_AWAY, AttendanceSource.NONE)


def attendance_of(said: Said, *, is_whole: bool) -> Attendance:
    """Tell how a participant attended an occasion; a correction counts most, an apology least.

    `is_whole` says that all who came are known, so that who was not seen stayed away.
    """
    if said is NOTHING_SAID:
        return STAYED_AWAY if is_whole else NOT_KNOWN
    if said.correction is not AttendanceStatus.UNKNOWN:
        return FOUND[said.correction, AttendanceSource.CORRECTION]
    if said.was_scanned:
        return SCANNED
    if said.listed is not AttendanceStatus.UNKNOWN:
        return FOUND[said.listed, AttendanceSource.LIST]
    if said.apology is not AttendanceStatus.UNKNOWN:
        return FOUND[said.apology, AttendanceSource.APOLOGY]
    return STAYED_AWAY if is_whole else NOT_KNOWN


def is_whole(*, is_closed: bool, is_over: bool, has_scans: bool) -> bool:
    """Tell whether all who came to an occasion are known.

    They are where its list was closed, or where people were scanned and it is over.
    """
    return is_closed or (has_scans and is_over)


def made_at(
    device_at: datetime | None, sent_at: datetime | None, received_at: datetime, place: int
) -> datetime:
    """Tell when a mark was made, by the server's clock; never later than it was received.

    However wrong the sender's clock is, it tells how long ago that was. Of marks made in the same
    moment, the later one in the batch is the newer.
    """
    age = sent_at - device_at if sent_at is not None and device_at is not None else timedelta()
    made = received_at - min(max(age, timedelta()), LONGEST_UNSENT)
    return made + timedelta(microseconds=place)


def within(moment: datetime, starts_at: datetime, ends_at: datetime) -> datetime:
    """Tell when somebody came of whom it was said at a moment; the list may be kept later."""
    return min(max(moment, starts_at), ends_at)
