"""What can happen that other programs are told of."""

from enum import StrEnum


class NewsKind(StrEnum):
    """What happened; the words are part of what other programs read."""

    REGISTRATION_MADE = "registration.made"
    REGISTRATION_CANCELLED = "registration.cancelled"
    EVENT_CHANGED = "event.changed"
    CHECKIN_TOTALS = "checkin.totals"
    TEST = "test"
