"""Figures over years as their page shows them: a picture, a row for each year, what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from eventsys.core.numbers import NOTHING, write_count
from eventsys.core.text import Language
from eventsys.reports.comparing.queries import Comparison
from eventsys.reports.comparing.rules import (
    Break,
    EarlierNumber,
    Origin,
    Why,
    YearNumber,
    YearStand,
    breaks_in,
)
from eventsys.reports.figures.definitions import changes_between, definition_of
from eventsys.web.common.words import _
from eventsys.web.organiser.report.rows import moment_of
from eventsys.web.organiser.report.wording import missing_words
from eventsys.web.organiser.wording import Tag
from eventsys.web.organiser.years.drawing import YearChart, chart_of


@dataclass(frozen=True, kw_only=True)
class YearLine:
    """A year of a figure: its number or a dash, why it is one, and whose number it is.

    `change` is said before it where another rule begins with this year, `is_break` where it does.
    """

    year: int
    url: str
    shown: str
    notes: Sequence[str]
    sources: Sequence[str]
    is_break: bool
    change: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class FigureOverYears:
    """A figure: what it counts, a picture where it can be drawn, and its years."""

    code: str
    text: str
    chart: YearChart | None
    alt: str
    lines: Sequence[YearLine]


@dataclass(frozen=True, kw_only=True)
class StandLine:
    """A year in the overview: how far it is, and since when its figures stand so."""

    year: int
    tag: Tag
    since: str
    url: str


def stand_lines(stands: Sequence[YearStand], language: Language) -> list[StandLine]:
    """Say of each year whether its figures are frozen."""
    return [
        StandLine(
            year=each.year,
            tag=origin_tag(each.origin),
            since=moment_of(each.at, language) if each.at else "",
            url=way_to(each.year, each.origin),
        )
        for each in stands
    ]


def origin_tag(origin: Origin) -> Tag:
    """Say where a year's figures come from."""
    return {
        Origin.APPROVED: Tag(_("Approved: frozen"), "ok"),
        Origin.NEWEST: Tag(_("Not approved: as made the last time"), "warn"),
        Origin.EARLIER: Tag(_("Written down by others"), "quiet"),
        Origin.NOWHERE: Tag(_("Never made"), "quiet"),
    }[origin]


def way_to(year: int, origin: Origin) -> str:
    """Lead to where a year's figures come from."""
    if origin is Origin.APPROVED:
        return url_for("organiser.yearly.show", year=year)
    if origin is Origin.EARLIER:
        return url_for("organiser.earlier.index")
    return url_for("organiser.report.year", year=year)


def way_behind(year: int, origin: Origin, code: str) -> str:
    """Lead to the rows behind a number that was counted here."""
    if origin in {Origin.APPROVED, Origin.NEWEST}:
        return url_for("organiser.behind.show", year=year, code=code)
    return way_to(year, origin)


def figures_over(compared: Comparison, written: Language) -> list[FigureOverYears]:
    """Lay out all figures; `written` is the language of the papers, in which they are printed."""
    last = compared.years[-1].year
    return [
        figure_over(code, definition_of(code, last).texts[written], numbers, written)
        for code, numbers in compared.figures.items()
    ]


def figure_over(
    code: str, text: str, numbers: Sequence[YearNumber], written: Language
) -> FigureOverYears:
    """Lay out a figure year by year."""
    breaks = breaks_in(numbers)
    lines = [line_of(code, each, breaks, written) for each in numbers]
    return FigureOverYears(
        code=code,
        text=text,
        chart=chart_of(numbers, [each.shown for each in lines], breaks),
        alt=", ".join(f"{each.year}: {each.shown}" for each in lines),
        lines=lines,
    )


def line_of(
    code: str,
    number: YearNumber,
    breaks: Mapping[int, Break],
    written: Language,
) -> YearLine:
    """Lay out a year of a figure."""
    found = breaks.get(number.year)
    numbers = [write_count(each.number, written) for each in number.earlier]
    return YearLine(
        year=number.year,
        url=way_behind(number.year, number.origin, code),
        shown=" / ".join(numbers) or number.shown or NOTHING,
        notes=notes_of(number),
        sources=[source_words(each, written) for each in number.earlier],
        is_break=found is not None,
        change=change_words(code, found, written) if found else [],
    )


def notes_of(number: YearNumber) -> list[str]:
    """Say why there is no number, and that one came out otherwise since."""
    notes = [] if number.missing is None else [missing_words(number.missing)]
    if number.why is not None:
        notes.append(why_words(number.why))
    if number.is_corrected:
        notes.append(_("A correction was noted after the approval."))
    return notes


def why_words(why: Why) -> str:
    """Say why there is no number."""
    return {
        Why.NEVER_MADE: _("The figures of this year were never made."),
        Why.NOT_TRUE: _("It did not rise every year."),
        Why.NOBODY: _("Nobody gave a relevant answer."),
        Why.FEW: _("Hidden: it would tell of fewer than five people."),
    }[why]


def source_words(earlier: EarlierNumber, written: Language) -> str:
    """Say what a number of others counts, and who says so."""
    return _(
        "%(number)s: %(counts)s. Source: %(source)s",
        number=write_count(earlier.number, written),
        counts=earlier.counts,
        source=earlier.source,
    )


def change_words(code: str, found: Break, written: Language) -> list[str]:
    """Say what is otherwise by the newer rule, in the language of the papers."""
    newer = changes_between(code, found.before, found.after)
    return [each.changes[written] for each in newer if written in each.changes]
