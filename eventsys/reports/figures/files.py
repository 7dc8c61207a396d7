"""A year's figures as files: JSON for programs, and rows for a table of people."""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from eventsys.core.text import Language
from eventsys.reports.figures.making import Figure
from eventsys.reports.figures.rules import Value, shown, value

Cell: TypeAlias = str | int | Decimal | None

HEADS: Mapping[Language, Sequence[str]] = {
    Language.DANISH: (
        *("kode", "nøgletal", "vist", "værdi", "tæller", "nævner", "dele", "mangler"),
        *("definition", "aftryk af grundlaget"),
    ),
    Language.ENGLISH: (
        *("code", "figure", "shown", "value", "numerator", "denominator", "parts", "missing"),
        *("definition", "hash of inputs"),
    ),
}
TRUTHS: Mapping[Language, Mapping[bool, str]] = {
    Language.DANISH: {True: "ja", False: "nej"},
    Language.ENGLISH: {True: "yes", False: "no"},
}


def report_json(
    year: int, figures: Mapping[str, Figure], language: Language, told: Mapping[str, object]
) -> str:
    """Write a year's figures for other programs, with what is `told` of its report: the state."""
    whole = {
        "year": year,
        **told,
        "figures": {code: figure_json(each, language) for code, each in figures.items()},
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def figure_json(figure: Figure, language: Language) -> dict[str, object]:
    """Write a figure; where it could not be made, with the fact that is missing."""
    definition, made = figure.definition, figure.made
    return {
        "shown": shown(definition, made, language),
        "numerator": made.numerator,
        "denominator": made.denominator,
        "value": value(definition, made),
        "definition_version": definition.version,
        "inputs_hash": made.inputs_hash,
        "parts": dict(made.parts),
        "missing": made.missing,
    }


def report_cells(figures: Mapping[str, Figure], language: Language) -> Iterator[Sequence[Cell]]:
    """Give a line for each figure, in the order of the head."""
    for code, figure in figures.items():
        definition, made = figure.definition, figure.made
        yield [
            code,
            definition.texts[language],
            shown(definition, made, language),
            cell_of(value(definition, made), language),
            made.numerator,
            made.denominator,
            ", ".join(f"{name} {part}" for name, part in made.parts.items()),
            made.missing,
            definition.version,
            made.inputs_hash,
        ]


def cell_of(made: Value, language: Language) -> Cell:
    """Give a value to a table: true and false as words, parts of wholes exactly."""
    if isinstance(made, bool):
        return TRUTHS[language][made]
    return Decimal(str(made)) if isinstance(made, float) else made
