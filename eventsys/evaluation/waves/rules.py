"""When a wave is and whom it asks, decided on plain values."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from eventsys.core.localtime import COPENHAGEN, from_local, local_day
from eventsys.core.months import month_of

LASTS = timedelta(days=14)
"""How long a wave is open where nobody chooses otherwise."""
FOLLOW_UPS = (3, 12)
"""How many months after the event people can be asked again."""
MORNING, LAST_MINUTE = time(9), time(23, 59)


class WaveKind(StrEnum):
    """When people are asked: right after the event, or months later."""

    IMMEDIATE = "immediate"
    FOLLOW_UP = "follow-up"


class WaveState(StrEnum):
    """Where a wave stands."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Window:
    """From when on, and until when, a wave takes answers."""

    opens_at: datetime
    closes_at: datetime

    @property
    def is_whole(self) -> bool:
        """Tell whether it opens before it closes."""
        return self.opens_at < self.closes_at

    @property
    def reminds_at(self) -> datetime:
        """Tell when those who have not answered are reminded: half-way through."""
        return self.opens_at + (self.closes_at - self.opens_at) / 2

    def state(self, at: datetime) -> WaveState:
        """Tell where it stands at a moment."""
        if at < self.opens_at:
            return WaveState.PLANNED
        return WaveState.OPEN if at < self.closes_at else WaveState.CLOSED


def kind_of(months: int) -> WaveKind:
    """Tell what kind of wave one is that comes so many months after the event."""
    return WaveKind.FOLLOW_UP if months else WaveKind.IMMEDIATE


def window_after(last_end: datetime, months: int, zone: str = COPENHAGEN) -> Window:
    """Plan a wave: at the end of the event, or in the morning so many months later."""
    opens_at = last_end
    if months:
        day = months_after(local_day(last_end, zone), months)
        opens_at = from_local(datetime.combine(day, MORNING), zone)
    last_day = local_day(opens_at, zone) + LASTS
    closes_at = from_local(datetime.combine(last_day, LAST_MINUTE), zone)
    return Window(opens_at=opens_at, closes_at=closes_at)


def months_after(day: date, months: int) -> date:
    """Give the same day so many months later, or the month's last where there is none."""
    month = month_of(from_local(datetime.combine(day, MORNING))).shifted(months)
    return date(month.year, month.number, min(day.day, monthrange(month.year, month.number)[1]))
