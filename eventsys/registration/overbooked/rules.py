"""Who is to be called when an event has fewer places than people hold, on plain values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """A registration, and how many of it hold a place."""

    registration_id: int
    people: int


def to_be_called(parties: Sequence[Party], excess: int) -> Iterator[Party]:
    """Name those who came last, until the excess is covered; of the last party as many as needed.

    The parties stand in the order in which they registered.
    """
    for party in reversed(parties):
        if excess <= 0:
            return
        yield Party(party.registration_id, min(party.people, excess))
        excess -= party.people
