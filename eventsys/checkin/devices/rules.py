"""How long a phone belongs to its event."""

from datetime import datetime, timedelta

DEVICE_OUTLASTS_EVENT = timedelta(hours=24)
LATE_POSTS = timedelta(days=14)


def valid_until(paired_at: datetime, last_end: datetime | None) -> datetime:
    """Tell until when a phone is one of an event that ends then, wherever that is moved to.

    One that is paired after the end, to try things out, stays as long.
    """
    return max(last_end or paired_at, paired_at) + DEVICE_OUTLASTS_EVENT
