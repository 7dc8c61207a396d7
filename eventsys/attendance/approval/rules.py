"""Which number of an event is approved, and how it was counted."""

from dataclasses import dataclass
from enum import StrEnum

from eventsys.attendance.rules import CountedHeads


class Method(StrEnum):
    """How a number came about: at the gates, or by one of the kinds of head counts."""

    GATES = "gates"
    IN = "in"
    PRESENT = "present"
    ESTIMATE = "estimate"


@dataclass(frozen=True)
class Figure:
    """A number and how it was counted; the two are never told apart."""

    number: int
    method: Method


def figure_of(came: int, heads: CountedHeads | None) -> Figure:
    """Choose who came by the gates, or the head count where nobody was counted there."""
    if came or heads is None:
        return Figure(came, Method.GATES)
    return Figure(heads.rounded, Method(heads.kind.value))
