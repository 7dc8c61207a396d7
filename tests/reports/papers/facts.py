"""Facts of a report by hand: what the paper of 2009 printed, and any other figures."""

from collections.abc import Mapping
from datetime import UTC, datetime

from eventsys.core.text import Language
from eventsys.reports.figures.definitions import definition_of
from eventsys.reports.figures.rules import LANGUAGES, Made, Missing, shown, value
from eventsys.reports.papers.rules import KeptFigure, PaperNames, ReportFacts
from eventsys.reports.yearly.rules import ErratumLine, LateRows, Outcome

YEAR = 2009
MADE_AT = datetime(2010, 1, 15, 12, tzinfo=UTC)
NAMES = PaperNames(
    part=lambda name: f"<{name}>",
    missing=lambda missing: f"no {missing.value}",
    causes=lambda line: [f"{each.number} late from {each.device}" for each in line.late],
)
ERRATUM = ErratumLine(
    code="F01",
    old=Outcome(
        shown=dict.fromkeys(LANGUAGES, "714"),
        numerator=714,
        denominator=None,
        parts={"admitted": 673},
        missing=None,
    ),
    new=Outcome(
        shown=dict.fromkeys(LANGUAGES, "715"),
        numerator=715,
        denominator=None,
        parts={"admitted": 674},
        missing=None,
    ),
    late=[LateRows(event="fest", device="Nord 1", kind="scan", number=1)],
    noted_at=datetime(2010, 3, 1, 12, tzinfo=UTC),
    noted_by="system",
)
ASKED = ("invited", "answered", "not_relevant", "blank", "relevant", "positive")


def kept(code: str, numerator=None, denominator=None, language=Language.DANISH, **changes):
    """Keep a figure as it would be made."""
    definition = definition_of(code, YEAR)
    parts = changes.get("parts", {})
    stated, missing = changes.get("stated"), changes.get("missing")
    made = Made(
        numerator=numerator,
        denominator=denominator,
        parts=parts,
        stated=stated,
        missing=missing,
        inputs=[("made", code, *(f"{name}={part}" for name, part in parts.items()))],
    )
    return KeptFigure(
        definition=definition,
        numerator=numerator,
        denominator=denominator,
        value=value(definition, made),
        shown=shown(definition, made, language),
        parts=parts,
        missing=missing,
        inputs_hash=made.inputs_hash,
    )


def asked(*numbers: int) -> Mapping[str, int]:
    return dict(zip(ASKED, numbers, strict=True))


def figures_of_2009(language=Language.DANISH, **changes) -> dict[str, KeptFigure]:
    """Give the figures of the paper; only their totals are the paper's, every split is invented."""
    rates = {"answered_at_once": 64, "invited_at_once": 66}
    rates |= {"answered_later": 64, "invited_later": 66}
    series = {"2007-advice": 92, "2007-requisitions": 11, "2008-advice": 140}
    series |= {"2008-requisitions": 19, "2009-advice": 181, "2009-requisitions": 28}
    staff = {"1.a": "1½", "1.b": "1", "2": "1", "3": "1½"}
    made = {
        "F01": kept("F01", 714, language=language, parts={"admitted": 673, "walk_ins": 41}),
        "F02": kept("F02", 9960, language=language, parts={"in": 9960}),
        "F03": kept("F03", 33, language=language, parts={"people": 66, "unknown": 0}),
        "F04": kept("F04", 55, 60, language, parts=asked(66, 64, 3, 1, 60, 55)),
        "F05": kept("F05", 44, 51, language, parts=asked(66, 64, 9, 4, 51, 44)),
        "F06": kept("F06", 128, 132, language, parts=rates),
        "F07": kept("F07", 181, language=language, parts={"2009-01": 81, "2009-10": 100}),
        "F08": kept("F08", 28, language=language, parts={"2009-10": 28}),
        "F09": kept("F09", 8, language=language, parts={"activities": 11}),
        "F10": kept("F10", 3, language=language, parts={"activities": 5}),
        "F11": kept("F11", 5, language=language, parts={"handbook": 2, "report": 3}),
        "F12": kept("F12", 2, language=language, parts={"Nørrebro": 3, "Valby": 1}),
        "F13": kept("F13", 1, language=language, parts=series),
        "F14": kept("F14", 5, language=language),
        "F15": kept("F15", 3, language=language, parts={"rows": 4}),
        "F16": kept("F16", 10, 2, language, parts=staff),
        "F17": kept("F17", stated="4 point", parts={"Indflydelse": "4 point"}),
        "F18": kept("F18", missing=Missing.CASE_NUMBERS, parts={"founded": 2007, "age": 10}),
        "F19": kept("F19", 3, language=language, parts={"project": 1, "study": 2}),
    }
    return made | changes


def facts_of(figures=None, language=Language.DANISH, **changes) -> ReportFacts:
    """Put the facts of a report together."""
    made = {
        "year": YEAR,
        "language": language,
        "made_at": MADE_AT,
        "figures": figures_of_2009(language) if figures is None else figures,
    }
    return ReportFacts(**(made | changes))
