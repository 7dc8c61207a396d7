"""Figures in words: what each is called, what it comes to, and what it counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from eventsys.web.common.words import _

NOT_YET = "–"


class Sums(Protocol):
    """What an event and a year have in common."""

    @property
    def registered(self) -> int:
        """Count all who registered."""

    @property
    def confirmed(self) -> int:
        """Count those with a place."""

    @property
    def waiting(self) -> int:
        """Count those on the waiting list."""

    @property
    def offered(self) -> int:
        """Count those with an offer."""

    @property
    def deregistered(self) -> int:
        """Count those who gave their place back."""

    @property
    def admitted(self) -> int:
        """Count those who came with a ticket."""

    @property
    def walk_ins(self) -> int:
        """Count those who came without."""

    @property
    def no_shows(self) -> int | None:
        """Count those who stayed away."""

    @property
    def came(self) -> int:
        """Count all who came."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number with its name and what it counts; None where it cannot be told yet."""

    name: str
    number: int | None
    why: str

    @property
    def shown(self) -> str:
        """Write the number, or a dash."""
        return NOT_YET if self.number is None else str(self.number)


def registered_figures(sums: Sums) -> Iterator[Figure]:
    """Say who is registered; the parts add up to the first number."""
    yield Figure(
        name=_("Registered"),
        number=sums.registered,
        why=_("Everybody who ever registered: the four numbers below together."),
    )
    yield Figure(
        name=_("Have a place"),
        number=sums.confirmed,
        why=_("Those who have a place now, whether they came or not."),
    )
    yield Figure(name=_("Wait"), number=sums.waiting, why=_("Those on the waiting list."))
    yield Figure(
        name=_("Have an offer"),
        number=sums.offered,
        why=_("Those who were offered a free place and have not answered."),
    )
    yield Figure(
        name=_("Deregistered"),
        number=sums.deregistered,
        why=_("Those who gave their place back, or no longer wait for one."),
    )


def came_figures(sums: Sums) -> Iterator[Figure]:
    """Say who came; the two parts add up to the first number."""
    yield Figure(
        name=_("Came"), number=sums.came, why=_("The two numbers below together. Staff counts too.")
    )
    yield Figure(
        name=_("With a ticket"),
        number=sums.admitted,
        why=_("Scanned at the entrance or ticked off a list. Each counts once at an event."),
    )
    yield Figure(
        name=_("Without a ticket"),
        number=sums.walk_ins,
        why=_("Counted one by one at the entrance. Head counts are not in here."),
    )
    yield Figure(
        name=_("Stayed away"),
        number=sums.no_shows,
        why=_(
            "Had a place and did not come. It is known when the last date is over,"
            " and never counted where an event was cancelled."
        ),
    )
