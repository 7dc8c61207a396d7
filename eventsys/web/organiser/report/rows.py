"""The figures of a year as the page shows them, beside those of the year before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventsys.core.db import Session
from eventsys.core.localtime import COPENHAGEN
from eventsys.core.numbers import NOTHING
from eventsys.core.text import Language
from eventsys.reports.figures.definitions import codes, definition_of
from eventsys.reports.figures.models import FigureRun
from eventsys.reports.figures.queries import YearScope, is_invented, newest_runs
from eventsys.reports.papers.composing import WORDS
from eventsys.web.common.dates import say_moment
from eventsys.web.organiser.report.wording import counts_as_words, missing_words, part_name


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """A figure: what it counts, what it came to, last year's number, what it is made of.

    `is_break` says that the two years were not counted by the same definition.
    """

    code: str
    text: str
    shown: str
    before: str
    is_break: bool
    parts: Sequence[str]
    missing: str
    made: str


@dataclass(frozen=True, kw_only=True)
class EventLine:
    """An event that counts in the year, with the district and what it counts as."""

    slug: str
    district: str
    counts_as: str


def paper_language(language: Language) -> Language:
    """Choose in which of the paper's languages somebody reads the definitions."""
    return language if language is Language.ENGLISH else Language.DANISH


def remark_of(session: Session, scope: YearScope, language: Language) -> str:
    """Say beneath a year's figures, as the paper does, that they are invented; or say nothing."""
    return WORDS[paper_language(language)].invented if is_invented(session, scope) else ""


def rows_of(session: Session, year: int, language: Language) -> list[FigureRow]:
    """List the figures as they were made the last time."""
    now, before = newest_runs(session, year), newest_runs(session, year - 1)
    written = paper_language(language)
    return [
        FigureRow(
            code=code,
            text=definition_of(code, year).texts[written],
            shown=number_of(now.get(code), written),
            before=number_of(before.get(code), written),
            is_break=is_break(now.get(code), before.get(code)),
            parts=parts_of(now.get(code)),
            missing=lack_of(now.get(code)),
            made=made_at(now.get(code), language),
        )
        for code in codes()
    ]


def number_of(run: FigureRun | None, language: Language) -> str:
    """Give a figure as it was printed; a dash where it was never made."""
    return NOTHING if run is None else str(run.shown[language.value]) or NOTHING


def is_break(now: FigureRun | None, before: FigureRun | None) -> bool:
    """Tell whether two years' figures cannot be compared."""
    if now is None or before is None:
        return False
    return now.definition_version != before.definition_version


def parts_of(run: FigureRun | None) -> list[str]:
    """Say what a figure is made of."""
    parts = {} if run is None else run.parts
    return [f"{part_name(name)}: {part}" for name, part in parts.items()]


def lack_of(run: FigureRun | None) -> str:
    """Say what a figure lacks."""
    return "" if run is None or run.missing is None else missing_words(run.missing)


def made_at(run: FigureRun | None, language: Language) -> str:
    """Say when a figure came out as it is."""
    return "" if run is None else moment_of(run.run_at, language)


def moment_of(moment: datetime, language: Language) -> str:
    """Say a moment by the clocks of Copenhagen."""
    return str(say_moment(moment, COPENHAGEN, language))


def lines_of(scope: YearScope) -> list[EventLine]:
    """List the events that count in a year."""
    return [
        EventLine(slug=each.slug, district=each.district, counts_as=counts_as_words(each.counts_as))
        for each in scope.events
    ]
