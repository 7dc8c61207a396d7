"""What a role allows, decided on plain values."""

from datetime import datetime, timedelta
from enum import StrEnum

LONGEST_SIGN_IN = timedelta(hours=10)
LONGEST_REST = timedelta(minutes=30)
BETWEEN_NOTES = timedelta(minutes=1)
"""How often it is noted that somebody still uses a browser."""


class RoleName(StrEnum):
    """What an account may be; the names stand in the table of roles."""

    ADMINISTRATOR = "administrator"
    ORGANISER = "organiser"
    EVENT_ASSISTANT = "event-assistant"
    SERVICE_DESK = "service-desk"
    EVALUATOR = "evaluator"
    VIEWER = "viewer"


def may(held: frozenset[RoleName], allowed: frozenset[RoleName]) -> bool:
    """Tell whether somebody with these roles may do what is allowed to those."""
    return RoleName.ADMINISTRATOR in held or bool(held & allowed)


def is_in_use(noted_at: datetime, *, at: datetime) -> bool:
    """Tell whether a browser was used lately, so that its sign-in goes on."""
    return at - noted_at < LONGEST_REST


def is_to_note(noted_at: datetime, *, at: datetime) -> bool:
    """Tell whether it is time to note anew that a browser is used."""
    return at - noted_at >= BETWEEN_NOTES
