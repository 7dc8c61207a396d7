"""What a role allows, decided on plain values."""

from enum import StrEnum


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
