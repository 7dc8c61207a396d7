"""A year's figures as open data: rows for any program, which tell what the paper tells, no more.

docs/formats/open-data.md says what each column holds.
"""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from eventsys.core.text import Language
from eventsys.reports.figures.rules import Part, Value
from eventsys.reports.papers.hiding import DENOMINATOR, NUMERATOR, WHOLE, Place, hidden_in
from eventsys.reports.papers.rules import KeptFigure, ReportFacts

Open: TypeAlias = Part | Value | None

HEADS = (
    *("year", "state", "figure", "part", "name_da", "name_en", "value", "numerator"),
    *("denominator", "hidden", "definition_version", "invented"),
)


def open_rows(facts: ReportFacts) -> Iterator[Sequence[Open]]:
    """Give a row for each figure of the year, and one for each of its parts."""
    hidden = hidden_in(facts.figures)
    for figure in facts.figures.values():
        for part in (WHOLE, *figure.parts):
            yield [
                facts.year,
                facts.state.value,
                figure.code,
                part,
                figure.definition.texts[Language.DANISH],
                figure.definition.texts[Language.ENGLISH],
                *numbers_of(figure, part, hidden),
                Place(figure.code, part) in hidden,
                figure.definition.version,
                facts.is_invented,
            ]


def numbers_of(figure: KeptFigure, part: str, hidden: frozenset[Place]) -> list[Open]:
    """Give a row's value, numerator and denominator; what is hidden, or is not there, is empty."""
    if part != WHOLE:
        return [None if Place(figure.code, part) in hidden else figure.parts[part], None, None]
    exact = {WHOLE: figure.value, NUMERATOR: figure.numerator, DENOMINATOR: figure.denominator}
    return [None if Place(figure.code, name) in hidden else each for name, each in exact.items()]
