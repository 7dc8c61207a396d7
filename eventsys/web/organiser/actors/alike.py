"""Actors that may be one, portion by portion: there may be very many such pairs."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from eventsys.people.actors.register import Pair, Register
from eventsys.web.organiser.paging import number_in_address

PAIRS_AT_ONCE = 10
INDEX = "organiser.actors.index"


@dataclass(frozen=True)
class Alike:
    """The pairs that are shown, and the ways to the first ones and to the next."""

    pairs: Sequence[Pair]
    first: str
    next: str

    @classmethod
    def of(cls, register: Register) -> "Alike":
        """Look for the pairs that the address asks for, and for one more."""
        start = number_in_address("pairs")
        found = register.doubles(start, PAIRS_AT_ONCE + 1)
        more = len(found) > PAIRS_AT_ONCE
        return cls(
            pairs=found[:PAIRS_AT_ONCE],
            first=url_for(INDEX) if start else "",
            next=url_for(INDEX, pairs=start + PAIRS_AT_ONCE) if more else "",
        )
