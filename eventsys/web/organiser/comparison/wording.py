"""Waves compared, in words: what is chosen, and a table for who answered and for each question."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from eventsys.core.text import Language
from eventsys.evaluation.rates.comparing import Comparison
from eventsys.evaluation.rates.rules import Share
from eventsys.evaluation.rates.scopes import By, Measured, Scope
from eventsys.evaluation.surveys.rules import AskedQuestion
from eventsys.events.queries import EventName
from eventsys.web.common.apart import set_apart
from eventsys.web.common.percents import percent_text
from eventsys.web.common.words import _
from eventsys.web.organiser.results.wording import (
    RATE_DECIMALS,
    SHARE_DECIMALS,
    Words,
    bar_of,
    label_of,
    meaning_of,
    time_name,
)
from eventsys.web.organiser.wording import kind_name

Titles = Mapping[int, EventName]
Value = TypeVar("Value", int, str)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One thing that can be chosen."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What the comparison can be restricted to, and by what its rows are."""

    by: Sequence[Choice]
    times: Sequence[Choice]
    years: Sequence[Choice]
    districts: Sequence[Choice]
    kinds: Sequence[Choice]


@dataclass(frozen=True, kw_only=True)
class ShareRow:
    """One row: a share as its pair, its percentage and its bar; `pair` says where it is hidden."""

    name: str
    pair: str
    percent: str
    bar: int | None


@dataclass(frozen=True, kw_only=True)
class ShareTable:
    """The rows of one share, and all of them together where they are one thing."""

    heading: Words
    meaning: str
    rows: Sequence[ShareRow]
    whole: ShareRow | None


def filter_of(known: Sequence[Measured], scope: Scope, by: By) -> Filter:
    """List what can be chosen among the waves there are."""
    return Filter(
        by=[Choice(value=each, name=by_name(each), chosen=each is by) for each in By],
        times=choices({each.months: time_name(each.months) for each in known}, scope.months),
        years=choices({each.year: str(each.year) for each in known}, scope.years),
        districts=choices({each.district: each.district_name for each in known}, scope.districts),
        kinds=choices(
            {str(each.kind): kind_name(each.kind) for each in known},
            {str(each) for each in scope.kinds},
        ),
    )


def choices(names: Mapping[Value, str], chosen: Collection[Value]) -> list[Choice]:
    """List choices in the order of their values."""
    return [
        Choice(value=str(value), name=name, chosen=value in chosen)
        for value, name in sorted(names.items())
    ]


def by_name(by: By) -> str:
    """Name what rows are."""
    names = {
        By.YEAR: _("Years"),
        By.DISTRICT: _("Districts"),
        By.EVENT: _("Events"),
        By.MONTHS: _("Right after and later"),
    }
    return names[by]


def tables_of(
    comparison: Comparison, by: By, titles: Titles, language: Language
) -> Iterator[ShareTable]:
    """Lay out who answered, then each question; the rows that have it."""
    if comparison.whole is None:
        return
    yield ShareTable(
        heading=_("Response rate"),
        meaning=_("Those who answered, among those who were asked."),
        rows=[
            rate_row(row_name(row.measured, by, titles, language), row.rate)
            for row in comparison.rows
        ],
        whole=rate_row(_("Together"), comparison.whole.rate),
    )
    for question in comparison.questions:
        yield question_table(comparison, question, by, titles, language)


def question_table(
    comparison: Comparison, question: AskedQuestion, by: By, titles: Titles, language: Language
) -> ShareTable:
    """Lay out one question."""
    whole = comparison.whole.shares if comparison.whole else {}
    return ShareTable(
        heading=label_of(question, language),
        meaning=meaning_of(question, language),
        rows=[
            share_row(row_name(row.measured, by, titles, language), row.shares[question.code])
            for row in comparison.rows
            if question.code in row.shares
        ],
        whole=share_row(_("Together"), whole[question.code]) if question.code in whole else None,
    )


def rate_row(name: str, rate: Share) -> ShareRow:
    """Lay out who answered."""
    return ShareRow(
        name=name,
        pair=pair_of(rate),
        percent=percent_text(rate, RATE_DECIMALS),
        bar=bar_of(rate),
    )


def share_row(name: str, share: Share | None) -> ShareRow:
    """Lay out a share, or say that it is hidden."""
    if share is None:
        return ShareRow(name=name, pair=_("hidden"), percent="", bar=None)
    return ShareRow(
        name=name,
        pair=pair_of(share),
        percent=percent_text(share, SHARE_DECIMALS),
        bar=bar_of(share),
    )


def pair_of(share: Share) -> str:
    """Say a share as the pair it is made of."""
    return _("%(part)d of %(whole)d", part=share.numerator, whole=share.denominator)


def row_name(measured: Measured, by: By, titles: Titles, language: Language) -> str:
    """Name a row by one of its waves."""
    if by is By.YEAR:
        return str(measured.year)
    if by is By.DISTRICT:
        return measured.district_name
    if by is By.MONTHS:
        return time_name(measured.months)
    event = titles[measured.event_id]
    return set_apart(event.title, event.language, language)
