"""Which events somebody may come near, decided on plain values."""

from dataclasses import dataclass

from eventsys.people.rules import RoleName, may

BOUND = RoleName.EVENT_ASSISTANT
"""The one role that counts at those events alone for which its bearer is named."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The events that somebody may come near, by their ids; None where it is all of them."""

    event_ids: frozenset[int] | None = None

    def holds(self, event_id: int) -> bool:
        """Tell whether an event is within reach."""
        return self.event_ids is None or event_id in self.event_ids


EVERYWHERE = Reach()


def unbound(held: frozenset[RoleName]) -> frozenset[RoleName]:
    """Leave out of somebody's roles the one that counts at named events alone."""
    return held - {BOUND}


def needs_a_name(held: frozenset[RoleName], allowed: frozenset[RoleName]) -> bool:
    """Tell whether somebody may do what is allowed to those at named events alone."""
    return may(held, allowed) and not may(unbound(held), allowed)
