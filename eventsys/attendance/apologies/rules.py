"""Whether somebody can still say that they cannot come, or that they can after all."""

from dataclasses import dataclass
from enum import StrEnum


class Hindrance(StrEnum):
    """Why nobody can say so any more."""

    NO_PLACE = "no-place"
    NOT_HELD = "not-held"
    BEGUN = "begun"


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """An occasion as it concerns somebody: whether they have a place, and whether it is to come."""

    has_place: bool
    is_held: bool
    has_begun: bool


def hindrance_of(meeting: Meeting) -> Hindrance | None:
    """Tell why it is too late or pointless to say anything about an occasion; None where not."""
    if not meeting.is_held:
        return Hindrance.NOT_HELD
    if not meeting.has_place:
        return Hindrance.NO_PLACE
    return Hindrance.BEGUN if meeting.has_begun else None
