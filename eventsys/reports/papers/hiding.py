"""Which numbers of the report would tell of few people, decided over all its tables together.

What is told is a set of sums over people who answer, came in or did not: the figures, what they
are made of and their totals, of this year and of the year before. The solver that hides few
answers (`evaluation/rates/hiding`) chooses what is told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from eventsys.evaluation.rates.hiding import Group, Span, is_small, tell
from eventsys.evaluation.rates.rules import Share
from eventsys.reports.figures.rules import Form
from eventsys.reports.papers.rules import KeptFigure

WHOLE, NUMERATOR, DENOMINATOR = "", "numerator", "denominator"
"""Stand for a figure's own number where others are the names of its parts."""
SHARES = {"F04": "at_once", "F05": "later"}
"""When those were asked whose share a figure is."""


@dataclass(frozen=True, order=True)
class Place:
    """Where a number stands: the figure, and which part of it."""

    code: str
    part: str = WHOLE


@dataclass(frozen=True, eq=False)
class Sum:
    """A number that a table tells: the people whom it adds up, by group.

    The pair of a figure always `stands`: it is what the report is for, and no group of people.
    """

    place: Place
    people: Mapping[str, int]
    stands: bool = False


def hidden_in(figures: Mapping[str, KeptFigure]) -> frozenset[Place]:
    """Choose what is hidden of all numbers that a year's tables tell."""
    small = {each.code: each for each in figures.values() if is_small_share(each)}
    sums = [each for each in sums_of(figures) if each.place.code not in small]
    told = told_of(sums)
    untold = {each.place for each in sums if each.place not in told}
    shares = {
        Place(code, part)
        for code, each in small.items()
        for part in (WHOLE, NUMERATOR, DENOMINATOR, *each.parts)
    }
    return frozenset(untold | shares)


def told_of(sums: Sequence[Sum]) -> set[Place]:
    """Let the solver choose what is told beside the figures' own numbers, which stand.

    What these tell by themselves is no secret, but no part of it is told.
    """
    people = {name: number for each in sums for name, number in each.people.items()}
    keys = {name: key for key, name in enumerate(people)}
    numbers = {keys[name]: number for name, number in people.items()}
    groups = {each: group_of(each, keys) for each in sorted(sums, key=lambda each: not each.stands)}
    known = known_by([groups[each] for each in groups if each.stands], numbers)
    kept = {
        each: group
        for each, group in groups.items()
        if each.stands or may_be_asked(each, group, known)
    }
    in_known = frozenset().union(*known)
    rest = {key: 0 if key in in_known else number for key, number in numbers.items()}
    span = tell(kept.values(), rest)
    return {each.place for each, group in kept.items() if each.stands or span.may_tell(group)}


def may_be_asked(part: Sum, group: Group, known: Iterable[Group]) -> bool:
    """Tell whether a part is of many, and splits no few people who are known of together."""
    is_of_few = is_small(sum(part.people.values()))
    return not is_of_few and all(few <= group or not few & group for few in known)


def known_by(groups: Iterable[Group], people: Mapping[int, int]) -> list[Group]:
    """List the few people whom some sums tell of together, as far as they go together."""
    span = Span(people)
    for group in groups:
        span = span.with_group(group)
    small = [each for each in span.alike() if is_small(span.size_of(each))]
    return [each for each in span.small_unions(small) if span.holds(each)]


def group_of(told: Sum, keys: Mapping[str, int]) -> Group:
    """Give the solver's name of the people that a number adds up."""
    return frozenset(keys[name] for name in told.people)


def is_small_share(figure: KeptFigure) -> bool:
    """Tell whether a percentage is one of fewer than five people, or pooled of such."""
    if figure.definition.form not in {Form.PERCENT, Form.RATES}:
        return False
    invited = [figure.part(part) for part in figure.parts if part.startswith("invited_")]
    shares = [
        Share(figure.numerator or 0, figure.denominator or 0),
        *(Share(0, n) for n in invited),
    ]
    return any(is_small(each.denominator) for each in shares)


def sums_of(figures: Mapping[str, KeptFigure]) -> Iterator[Sum]:
    """List all numbers about people that the tables tell."""
    if "F01" in figures:
        yield from sums_of_children(figures["F01"])
    if "F03" in figures:
        yield from sums_of_actors(figures["F03"])
    for code, when in SHARES.items():
        if code in figures and figures[code].parts:
            yield from sums_of_share(figures[code], when)
    if "F06" in figures and figures["F06"].parts:
        yield from sums_of_rate(figures)


def sums_of_children(figure: KeptFigure) -> Iterator[Sum]:
    """Say whom the number of children and its parts add up."""
    parts = {name: figure.part(name) for name in figure.parts}
    if figure.numerator is not None:
        yield Sum(Place("F01", NUMERATOR), parts, stands=True)
    for name, number in parts.items():
        yield Sum(Place("F01", name), {name: number})


def sums_of_actors(figure: KeptFigure) -> Iterator[Sum]:
    """Say whom the number of people with and without a known workplace adds up."""
    if "people" in figure.parts:
        unknown = figure.part("unknown")
        known = figure.part("people") - unknown
        yield Sum(Place("F03", "people"), {"known": known, "unknown": unknown})
        yield Sum(Place("F03", "unknown"), {"unknown": unknown})


def sums_of_share(figure: KeptFigure, when: str) -> Iterator[Sum]:
    """Say whom the stages of a question add up; how many were positive is told by the share."""
    answers = {
        f"{when}-{name}": figure.part(name) for name in ("relevant", "not_relevant", "blank")
    }
    silent = {f"{when}-silent": figure.part("invited") - figure.part("answered")}
    relevant = {f"{when}-relevant": figure.part("relevant")}
    yield Sum(Place(figure.code, DENOMINATOR), relevant, stands=True)
    yield Sum(Place(figure.code, "relevant"), relevant)
    yield Sum(Place(figure.code, "answered"), answers)
    yield Sum(Place(figure.code, "invited"), answers | silent)
    for name in ("not_relevant", "blank"):
        yield Sum(Place(figure.code, name), {f"{when}-{name}": figure.part(name)})


def sums_of_rate(figures: Mapping[str, KeptFigure]) -> Iterator[Sum]:
    """Say whom the response rate's stages add up: the same as those of the shares."""
    everybody: dict[str, int] = {}
    answered_all: dict[str, int] = {}
    stages: list[Sum] = []
    for code, when in SHARES.items():
        answered, silent = asked_in(figures, code, when)
        stages += [
            Sum(Place("F06", f"answered_{when}"), answered),
            Sum(Place("F06", f"invited_{when}"), answered | silent),
        ]
        answered_all |= answered
        everybody |= answered | silent
    yield Sum(Place("F06", NUMERATOR), answered_all, stands=True)
    yield Sum(Place("F06", DENOMINATOR), everybody, stands=True)
    yield from stages


def asked_in(
    figures: Mapping[str, KeptFigure], code: str, when: str
) -> tuple[dict[str, int], dict[str, int]]:
    """Give those who answered at a time and those who did not, as the share's groups if it can."""
    rate, share = figures["F06"], figures.get(code)
    answered, invited = rate.part(f"answered_{when}"), rate.part(f"invited_{when}")
    if share is not None and (share.part("answered"), share.part("invited")) == (answered, invited):
        names = [name for name in ("relevant", "not_relevant", "blank") if share.parts]
        groups = {f"{when}-{name}": share.part(name) for name in names}
        return groups, {f"{when}-silent": invited - answered}
    return {f"{when}-answered": answered}, {f"{when}-absent": invited - answered}
