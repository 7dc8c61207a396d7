"""What answers come to in numbers, exactly; decided on plain values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from eventsys.evaluation.rates.hiding import hidden_steps
from eventsys.evaluation.surveys.rules import NOT_RELEVANT, AskedQuestion

BLANK = ""
"""Stands for no answer, where a number for it stands beside those of the answers."""


@dataclass(frozen=True)
class Share:
    """A part of a whole, as the exact pair that it is made of."""

    numerator: int
    denominator: int

    def percent(self, decimals: int) -> Decimal | None:
        """Give the percentage, half up, in whole numbers all the way.

        None where there is no whole, and where the part is greater than it: that is a mistake
        somewhere, and no percentage.
        """
        if not 0 <= self.numerator <= self.denominator or not self.denominator:
            return None
        units = self.numerator * 100 * 10**decimals
        rounded = (2 * units + self.denominator) // (2 * self.denominator)
        return Decimal(f"{rounded}E-{decimals}")

    def __add__(self, other: "Share") -> "Share":
        return Share(self.numerator + other.numerator, self.denominator + other.denominator)


NOTHING = Share(0, 0)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How a question was answered in the responses to a questionnaire, and which answers are good.

    `by_value` holds the answers, "not relevant" too; a blank is in none of them.
    """

    responses: int
    by_value: Mapping[str, int]
    positive: frozenset[str]

    @property
    def not_relevant(self) -> int:
        """Count those to whom the question does not apply."""
        return self.by_value.get(NOT_RELEVANT, 0)

    @property
    def blank(self) -> int:
        """Count those who answered others but left this one blank."""
        return self.responses - sum(self.by_value.values())

    @property
    def share(self) -> Share:
        """Give the positive among the relevant; see `relevant_of`."""
        return Share(positive_of(self), relevant_of(self))


def relevant_of(counted: Counted) -> int:
    """Count those to whom a question applies and who answered it: neither blank nor not relevant.

    That is the whole of every percentage about answers.
    """
    return counted.responses - counted.not_relevant - counted.blank


def positive_of(counted: Counted) -> int:
    """Count the answers that are good."""
    return sum(counted.by_value.get(value, 0) for value in counted.positive)


def response_rate(answered: int, invited: int) -> Share:
    """Give those who answered among those who were asked."""
    return Share(answered, invited)


def pooled(shares: Iterable[Share]) -> Share:
    """Put several measurements together: all parts among all wholes, never an average."""
    return sum(shares, NOTHING)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told of the answers to a question; None stands for a number that is hidden."""

    share: Share
    by_value: Mapping[str, int | None]
    outside: Mapping[str, int | None]


def told_of(counted: Counted, question: AskedQuestion) -> Told:
    """Hide the small numbers among the answers, as far as the share does not tell them anyway.

    The share tells how many answers are good and how many are not; each of the two is a sum. So
    is what the relevant leave of the responses.
    """
    good = [value for value in question.scored if value in counted.positive]
    others = [value for value in question.scored if value not in counted.positive]
    told = told_among(good, counted.by_value) | told_among(others, counted.by_value)
    outside = [BLANK, NOT_RELEVANT] if question.may_be_irrelevant else [BLANK]
    left = {BLANK: counted.blank, NOT_RELEVANT: counted.not_relevant}
    return Told(
        share=counted.share,
        by_value={value: told[value] for value in question.scored},
        outside=told_among(outside, left),
    )


def told_among(values: Sequence[str], counts: Mapping[str, int]) -> dict[str, int | None]:
    """Hide the small ones of several numbers whose sum is known."""
    numbers = [counts.get(value, 0) for value in values]
    hidden = hidden_steps(numbers)
    return {
        value: None if place in hidden else numbers[place] for place, value in enumerate(values)
    }
