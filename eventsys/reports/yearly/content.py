"""A report's content as JSON that outlives this program, and read back from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from eventsys.core.text import Language
from eventsys.evaluation.rates.rules import Share
from eventsys.reports.figures.making import Figure
from eventsys.reports.figures.rules import (
    LANGUAGES,
    FigureDefinition,
    Form,
    Kept,
    Missing,
    shown,
    value,
)
from eventsys.reports.yearly.rules import (
    Blocker,
    Chapter,
    LateRows,
    Outcome,
    ProgrammeRow,
    Texts,
)

Json = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What a year came to at a moment: its figures, next year's programme, what holds it up."""

    figures: Mapping[str, Figure]
    programme: Sequence[ProgrammeRow]
    blockers: Sequence[Blocker]

    @property
    def open_blockers(self) -> Sequence[Blocker]:
        """List what still has to be settled."""
        return [each for each in self.blockers if each.is_open]


def content_of(year: int, texts: Texts, findings: Findings) -> Json:
    """Put all that a report says into plain values."""
    return {
        "year": year,
        "texts": {
            chapter.value: {language.value: body for language, body in bodies.items()}
            for chapter, bodies in texts.items()
        },
        "figures": {code: figure_values(each) for code, each in findings.figures.items()},
        "programme": [
            {"code": each.code, "title": each.title, "half_years": each.half_years}
            for each in findings.programme
        ],
        "left_standing": [
            {"kind": each.kind.value, "key": each.key, "because": each.because}
            for each in sorted(findings.blockers, key=lambda each: (each.kind, each.key))
        ],
    }


def figure_values(figure: Figure) -> Json:
    """Put a figure into plain values, with the whole definition that it was made by."""
    definition, made = figure.definition, figure.made
    return {
        "definition": {
            "code": definition.code,
            "version": definition.version,
            "valid_from": definition.valid_from.isoformat(),
            "texts": {each.value: text for each, text in definition.texts.items()},
            "inputs": [*definition.inputs],
            "exclusions": [*definition.exclusions],
            "form": definition.form.value,
            "decimals": definition.decimals,
            "owner": definition.owner,
            **changes_of(definition),
        },
        **outcome_values(outcome_of(figure)),
        "rates": [[each.numerator, each.denominator] for each in made.rates],
        "stated": made.stated,
        "value": value(definition, made),
        "inputs_hash": made.inputs_hash,
    }


def changes_of(definition: FigureDefinition) -> Json:
    """Say what a definition changed; nothing of a first version, which said nothing before."""
    changes = {each.value: text for each, text in definition.changes.items()}
    return {"changes": changes} if changes else {}


def outcome_of(figure: Figure) -> Outcome:
    """Tell what a figure came to."""
    definition, made = figure.definition, figure.made
    return Outcome(
        shown={each: shown(definition, made, each) for each in LANGUAGES},
        numerator=made.numerator,
        denominator=made.denominator,
        parts=dict(made.parts),
        missing=made.missing,
    )


def outcome_values(outcome: Outcome) -> dict[str, Any]:
    """Put what a figure came to into plain values; parts are pairs, as their order is printed."""
    return {
        "shown": {each.value: text for each, text in outcome.shown.items()},
        "numerator": outcome.numerator,
        "denominator": outcome.denominator,
        "parts": [[name, part] for name, part in outcome.parts.items()],
        "missing": outcome.missing.value if outcome.missing else None,
    }


def outcome_from(values: Json) -> Outcome:
    """Read what a figure came to."""
    return Outcome(
        shown={Language(name): text for name, text in values["shown"].items()},
        numerator=values["numerator"],
        denominator=values["denominator"],
        parts=dict(values["parts"]),
        missing=Missing(values["missing"]) if values["missing"] else None,
    )


def figure_from(values: Json) -> Figure:
    """Read a figure as it was frozen."""
    rule, outcome = values["definition"], outcome_from(values)
    definition = FigureDefinition(
        code=rule["code"],
        version=rule["version"],
        valid_from=date.fromisoformat(rule["valid_from"]),
        texts={Language(name): text for name, text in rule["texts"].items()},
        inputs=rule["inputs"],
        exclusions=rule["exclusions"],
        form=Form(rule["form"]),
        decimals=rule["decimals"],
        owner=rule["owner"],
        changes={Language(name): text for name, text in rule.get("changes", {}).items()},
    )
    made = Kept(
        numerator=outcome.numerator,
        denominator=outcome.denominator,
        parts=outcome.parts,
        missing=outcome.missing,
        rates=[Share(*pair) for pair in values["rates"]],
        stated=values["stated"],
        printed=outcome.shown,
        told=values["value"],
        input_seal=values["inputs_hash"],
    )
    return Figure(definition, made)


def texts_from(content: Json) -> Texts:
    """Read the texts by chapter and language."""
    return {
        Chapter(chapter): {Language(name): body for name, body in bodies.items()}
        for chapter, bodies in content["texts"].items()
    }


def programme_from(content: Json) -> Sequence[ProgrammeRow]:
    """Read the coming year's programme."""
    return [ProgrammeRow(**row) for row in content["programme"]]


def late_values(late: LateRows) -> dict[str, Any]:
    """Put what a phone sent late into plain values."""
    return {
        "event": late.event,
        "device": late.device,
        "kind": late.kind,
        "number": late.number,
    }
