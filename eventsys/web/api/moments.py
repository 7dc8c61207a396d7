"""Moments as the API reads them: RFC 3339, with any offset."""

from datetime import UTC, datetime

import msgspec

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)


def read_moment(text: str | None) -> datetime | None:
    """Read a moment; None where it is none, has no offset or lies beyond all clocks."""
    if text is None:
        return None
    try:
        moment = msgspec.convert(text, datetime)
    except msgspec.ValidationError:
        return None
    if moment.tzinfo is None:
        return None
    return moment.astimezone(UTC) if EARLIEST <= moment < LATEST else None
