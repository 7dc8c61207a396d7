"""What a row behind a figure is, and what the rows come to, decided on plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from eventsys.evaluation.rates.hiding import hidden_steps
from eventsys.reports.figures.rules import Part


class Kept(StrEnum):
    """Where the facts of a row are kept."""

    ATTENDANCE = "attendance"
    REPORTING = "reporting"
    ACTOR = "actor"
    WAVES = "waves"
    TASK = "task"
    PLANS = "plans"
    PUBLICATIONS = "publications"
    YEAR = "year"
    CONSULTANTS = "consultants"
    STAFF = "staff"
    INDICATORS = "indicators"
    DELIVERABLES = "deliverables"


@dataclass(frozen=True, kw_only=True)
class Row:
    """Facts that are told together, and what they add to the figure's numerator and denominator.

    `name` is what people call it, `key` by what it is found where it is kept; `parts` are named as
    those of the figure, `members` as people wrote them. It never names a person.
    """

    kept: Kept
    name: str
    key: str = ""
    on: date | None = None
    numerator: int = 1
    denominator: int | None = None
    parts: Mapping[str, Part] = field(default_factory=dict)
    members: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Behind:
    """The rows behind a figure.

    `joined` tells how many of them are told as one, as each would be about few people. A sentence
    is true where `is_all` and each row of it is; `unit` is a denominator that no row adds to.
    """

    rows: Sequence[Row]
    joined: int = 0
    unit: int | None = None
    is_all: bool = False

    @property
    def numerator(self) -> int:
        """Add up what the rows count, or tell whether all of them hold."""
        if self.is_all:
            return int(bool(self.rows) and all(each.numerator for each in self.rows))
        return sum(each.numerator for each in self.rows)

    @property
    def denominator(self) -> int | None:
        """Add up of how many; None where the figure is no share."""
        shares = [each.denominator for each in self.rows if each.denominator is not None]
        return sum(shares) if shares else self.unit


def join_few(rows: Sequence[Row]) -> Behind:
    """Tell rows about few people together, so that they say no more than their sum does.

    The figure's own pair stands, so what is left beside the other rows follows from it anyway.
    """
    hidden = hidden_steps([each.denominator or 0 for each in rows])
    few = [rows[place] for place in sorted(hidden)]
    if not few:
        return Behind(rows=rows)
    together = Row(
        kept=Kept.WAVES,
        name="",
        numerator=sum(each.numerator for each in few),
        denominator=sum(each.denominator or 0 for each in few),
    )
    kept = [each for place, each in enumerate(rows) if place not in hidden]
    return Behind(rows=[*kept, together], joined=len(few))
