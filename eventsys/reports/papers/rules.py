"""What a status report is made of, as plain values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from eventsys.core.text import Language
from eventsys.reports.figures.rules import FigureDefinition, Missing, Part, Value


class ReportState(StrEnum):
    """How far a report has come."""

    DRAFT = "draft"
    CHECKED = "checked"
    APPROVED = "approved"


class Chapter(StrEnum):
    """The chapters of a paper for the committee, in their order."""

    RECOMMENDATION = "recommendation"
    PROBLEM = "problem"
    SOLUTION = "solution"
    ECONOMY = "economy"
    NEXT_STEPS = "next-steps"
    ANNEXES = "annexes"


class PaperFormat(StrEnum):
    """The kinds of files that a report is written as."""

    PDF = "pdf"
    HTML = "html"
    XLSX = "xlsx"
    ODS = "ods"


@dataclass(frozen=True, kw_only=True)
class KeptFigure:
    """A figure as it was kept: by which definition, the exact pair, and how it is printed."""

    definition: FigureDefinition
    numerator: int | None
    denominator: int | None
    value: Value
    shown: str
    parts: Mapping[str, Part]
    missing: Missing | None
    inputs_hash: str

    @property
    def code(self) -> str:
        """Give the figure's code."""
        return self.definition.code

    def part(self, name: str) -> int:
        """Give a part that is a number; there may be none of it."""
        found = self.parts.get(name, 0)
        return found if isinstance(found, int) else 0


@dataclass(frozen=True, kw_only=True)
class PrintedErratum:
    """What was found to be otherwise after the report was approved, and why."""

    found_on: date
    code: str
    before: str
    after: str
    why: Mapping[Language, str]


@dataclass(frozen=True, kw_only=True)
class ReportFacts:
    """All that a report is made of; `texts` are Markdown, by chapter and language.

    `made_at` is the report's moment: that of its approval, or of its newest figure.
    """

    year: int
    language: Language
    made_at: datetime
    figures: Mapping[str, KeptFigure]
    before: Mapping[str, KeptFigure] = field(default_factory=dict)
    state: ReportState = ReportState.DRAFT
    texts: Mapping[Chapter, Mapping[Language, str]] = field(default_factory=dict)
    errata: Sequence[PrintedErratum] = ()


@dataclass(frozen=True)
class PaperNames:
    """How parts of figures, and facts that they lack, are called in the paper's language."""

    part: Callable[[str], str]
    missing: Callable[[Missing], str]
