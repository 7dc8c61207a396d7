"""Counts of what somebody tried, in the memory of this process."""

from dataclasses import dataclass
from threading import Lock

from limits.storage import Storage

from eventsys.core import clock

SWEEPS_EVERY_SECONDS = 60.0
SCHEMES = ["counts"]
"""By which name the limiter is told to count here."""


@dataclass(slots=True)
class Count:
    """How often something was tried in a span of time, and when the span ends (POSIX seconds)."""

    number: int
    ends: float


class SweptCounts(Storage):
    """Counts in fixed windows, each forgotten after its end; swept once a minute in passing.

    The library's own memory goes through all its counts each hundredth of a second, in a thread
    that it starts anew each time: with the contacts of a busy hour that is a tenth of our time.
    """

    STORAGE_SCHEME = SCHEMES

    def __init__(self, uri: str | None = None, **_options: object) -> None:
        super().__init__(uri)
        self.counts: dict[str, Count] = {}
        self.lock = Lock()
        self.sweeps_at = 0.0

    @property
    def base_exceptions(self) -> type[Exception]:
        """Name what the memory may fail with: nothing of its own."""
        return MemoryError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count a try, in a new window where the last one is over; give the window's count."""
        now = clock.now().timestamp()
        with self.lock:
            self.sweep(now)
            count = self.counts.get(key)
            if count is None or count.ends <= now:
                count = self.counts[key] = Count(0, now + expiry)
            count.number += amount
            return count.number

    def get(self, key: str) -> int:
        """Give the count of the window that is open."""
        count = self.counts.get(key)
        is_open = count is not None and count.ends > clock.now().timestamp()
        return count.number if count is not None and is_open else 0

    def get_expiry(self, key: str) -> float:
        """Tell when a count's window ends; now where there is none."""
        count = self.counts.get(key)
        return clock.now().timestamp() if count is None else count.ends

    def check(self) -> bool:
        """Tell that the memory is there."""
        return True

    def reset(self) -> int:
        """Forget everything; tell how many counts there were."""
        with self.lock:
            number = len(self.counts)
            self.counts.clear()
            return number

    def clear(self, key: str) -> None:
        """Forget one count."""
        with self.lock:
            self.counts.pop(key, None)

    def sweep(self, now: float) -> None:
        """Forget what is over, at most once a minute; the caller holds the lock."""
        if now < self.sweeps_at:
            return
        self.sweeps_at = now + SWEEPS_EVERY_SECONDS
        self.counts = {key: count for key, count in self.counts.items() if count.ends > now}
