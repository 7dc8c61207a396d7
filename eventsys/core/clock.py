"""The one place that reads the clock."""

from datetime import UTC, datetime


def now() -> datetime:
    """Tell the present moment, aware and in UTC."""
    return datetime.now(UTC)  # noqa: TID251 -- the one place that reads the clock
