"""Local time: parsed and formatted in Python only, stored in UTC."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from eventsys.core.errors import DomainError

COPENHAGEN = "Europe/Copenhagen"
QUARTER = 15  # minutes


class NonexistentTime(DomainError):
    """The clocks are put forward over this time; that night it does not exist."""


class AmbiguousTime(DomainError):
    """The clocks are put back over this time; that night it comes twice."""


def to_local(moment: datetime, zone: str = COPENHAGEN) -> datetime:
    """Tell the local time of a moment."""
    return moment.astimezone(ZoneInfo(zone))


def in_utc(moment: datetime, timespec: str = "auto") -> str:
    """Write a moment as other programs read it, such as 2027-06-05T12:00:00Z."""
    return moment.astimezone(UTC).isoformat(timespec=timespec).replace("+00:00", "Z")


def local_day(moment: datetime, zone: str = COPENHAGEN) -> date:
    """Tell the local day of a moment; "today" and "year" are local."""
    return to_local(moment, zone).date()


def quarter_of(moment: datetime) -> datetime:
    """Tell in which quarter of an hour a moment lies, by its start."""
    return moment.replace(minute=moment.minute // QUARTER * QUARTER, second=0, microsecond=0)


def from_local(naive: datetime, zone: str = COPENHAGEN, *, second: bool | None = None) -> datetime:
    """Find the moment of a local time.

    Raise `NonexistentTime` for a time the clocks skip, and `AmbiguousTime` for one that comes
    twice where `second` does not say which.
    """
    first = naive.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)
    later = naive.replace(tzinfo=ZoneInfo(zone), fold=1).astimezone(UTC)
    if to_local(first, zone).replace(tzinfo=None) != naive:
        raise NonexistentTime
    if first == later:
        return first
    if second is None:
        raise AmbiguousTime
    return later if second else first
