"""What a status report is made of, as plain values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from eventsys.core.text import Language
from eventsys.reports.figures.rules import FigureDefinition, Missing, Part, Value
from eventsys.reports.yearly.rules import ErratumLine, ReportState, Texts


class PaperFormat(StrEnum):
    """The kinds of files that a report is written as."""

    PDF = "pdf"
    DOCX = "docx"
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
class ReportFacts:
    """All that a report is made of; `texts` are Markdown, by chapter and language.

    `made_at` is the report's moment: that of its approval or check, or of its newest figure.
    `is_invented` says that people made up for a demonstration are among those counted.
    """

    year: int
    language: Language
    made_at: datetime
    figures: Mapping[str, KeptFigure]
    before: Mapping[str, KeptFigure] = field(default_factory=dict)
    state: ReportState = ReportState.DRAFT
    texts: Texts = field(default_factory=dict)
    errata: Sequence[ErratumLine] = ()
    is_invented: bool = False


@dataclass(frozen=True)
class PaperNames:
    """How parts of figures, and facts that they lack, are called in the paper's language.

    `causes` are why a figure came out otherwise after the approval.
    """

    part: Callable[[str], str]
    missing: Callable[[Missing], str]
    causes: Callable[[ErratumLine], Sequence[str]]
