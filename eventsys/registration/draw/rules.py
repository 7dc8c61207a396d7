"""How lots are drawn, on plain values: the same seed and entrants give the same result for ever.

1. Each party has a key. Its lot is HMAC-SHA256(seed, key), both as UTF-8, in hexadecimal.
2. The parties are put in the order of their lots. Further registrations of one contact for the
   same date come behind all others, in the order of their lots.
3. For each date the places go down this order. By the rule `fits` a party for which too few are
   left is passed over; by the rule `first` it ends the giving.
4. Who has no place waits, in this order.
"""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from eventsys.events.intake.rules import WaitlistOrder

ALGORITHM = "1"
KEY_CHARACTERS = 16
LONGEST_SEED = 200


class DrawObstacle(StrEnum):
    """Why lots cannot be drawn now."""

    NOT_BY_DRAW = "not-by-draw"
    TOO_EARLY = "too-early"
    TOO_LATE = "too-late"


@dataclass(frozen=True, slots=True)
class Entrant:
    """A party that takes part; the date's number is 0 where it is for all dates.

    One whose contact has registered for the same before `is_repeat`.
    """

    key: str
    size: int
    occasion_no: int = 0
    is_repeat: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawRecord:
    """All that a draw hung on, and what came of it: the entrants in order, who has a place."""

    seed: str
    algorithm: str
    order: WaitlistOrder
    places: Mapping[int, int]
    digest: str
    entrants: Sequence[Entrant]
    winners: frozenset[str]


def key_of(public_id: str) -> str:
    """Make a party's key, which tells nobody but its holder who it is."""
    return sha256(f"draw {public_id}".encode()).hexdigest()[:KEY_CHARACTERS]


def lot_of(seed: str, key: str) -> str:
    """Compute a party's lot."""
    return hmac.new(seed.encode(), key.encode(), sha256).hexdigest()


def put_in_order(seed: str, entrants: Sequence[Entrant]) -> list[Entrant]:
    """Put the entrants in the order of their lots."""
    return sorted(entrants, key=lambda each: (each.is_repeat, lot_of(seed, each.key)))


def give_places(
    ordered: Sequence[Entrant], places: Mapping[int, int], order: WaitlistOrder
) -> frozenset[str]:
    """Give each date's places down the order; tell the keys of those who have one."""
    left, ended, winners = dict(places), set[int](), set[str]()
    for each in ordered:
        if each.occasion_no in ended:
            continue
        if each.size <= left[each.occasion_no]:
            left[each.occasion_no] -= each.size
            winners.add(each.key)
        elif order is WaitlistOrder.FIRST:
            ended.add(each.occasion_no)
    return frozenset(winners)


def digest_of_entrants(entrants: Sequence[Entrant]) -> str:
    """Compute the digest of the list of entrants: one line each, by key."""
    lines = sorted(
        f"{each.key} {each.size} {each.occasion_no} {int(each.is_repeat)}\n" for each in entrants
    )
    return sha256("".join(lines).encode()).hexdigest()


def draw_lots(
    seed: str, entrants: Sequence[Entrant], places: Mapping[int, int], order: WaitlistOrder
) -> DrawRecord:
    """Draw the lots."""
    ordered = put_in_order(seed, entrants)
    return DrawRecord(
        seed=seed,
        algorithm=ALGORITHM,
        order=order,
        places=places,
        digest=digest_of_entrants(entrants),
        entrants=ordered,
        winners=give_places(ordered, places, order),
    )


def is_right(record: DrawRecord) -> bool:
    """Draw the lots of a record again, and tell whether the same comes of it."""
    return draw_lots(record.seed, record.entrants, record.places, record.order) == record
