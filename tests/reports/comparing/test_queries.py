"""Years side by side as they were kept: frozen, made the last time, or written down by others."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from eventsys.attendance.earlier.operations import add_figure
from eventsys.attendance.earlier.rules import FigureRequest
from eventsys.core.principal import SYSTEM
from eventsys.core.text import Language
from eventsys.reports.comparing.queries import compare_years, years_told
from eventsys.reports.comparing.rules import Origin, Why
from eventsys.reports.figures.definitions import definition_of
from eventsys.reports.figures.making import Figure, make_figures
from eventsys.reports.figures.operations import keep_runs
from eventsys.reports.figures.rules import Made, Missing
from eventsys.reports.yearly.blockers import examine
from eventsys.reports.yearly.operations import (
    approve_report,
    begin_report,
    check_report,
    note_errata,
)
from tests.facts import add_advice
from tests.reports.year_2009 import REPORTED_AT
from tests.reports.yearly.whole import ANN, BO
from tests.watch import watch_statements


def compare(session, *years, language=Language.DANISH):
    return compare_years(session, years, language)


def told(session, code, *years):
    return compare(session, *years).figures[code]


def make(session, year, **figures):
    """Keep the figures of a year as facts tell them, some of them as given."""
    made = {**make_figures(session, year, at=REPORTED_AT)}
    for code, each in figures.items():
        made[code] = Figure(definition_of(code, year), each)
    keep_runs(session, year, made, at=REPORTED_AT, by=SYSTEM)


def freeze(session, year):
    """Approve a year's report as it stands, whatever it lacks."""
    report = begin_report(session, year, at=REPORTED_AT, by=ANN)
    findings = replace(examine(session, report, at=REPORTED_AT), blockers=[])
    check_report(session, report, findings, at=REPORTED_AT, by=BO)
    approve_report(session, report, findings, at=REPORTED_AT, by=ANN)
    return report


def write_down(session, year, event_name, figure, counts="opgaver"):
    request = FigureRequest(
        year=year, event_name=event_name, counts=counts, figure=figure, source="Bilag 3"
    )
    add_figure(session, request, at=REPORTED_AT, by=SYSTEM)


def test_an_approved_year_stands_as_it_was_frozen_whatever_was_made_since(session):
    add_advice(session, date(2009, 3, 3))
    report = freeze(session, 2009)
    add_advice(session, date(2009, 4, 4))
    make(session, 2009)
    [frozen] = told(session, "F07", 2009)
    assert (frozen.origin, frozen.shown, frozen.value) == (Origin.APPROVED, "1", 1)
    assert not frozen.is_corrected
    now = make_figures(session, 2009, at=REPORTED_AT)
    later = REPORTED_AT + timedelta(days=1)
    assert note_errata(session, report, now, at=later, by=BO) == 1
    compared = compare(session, 2009)
    assert [code for code, [each] in compared.figures.items() if each.is_corrected] == ["F07"]
    assert compared.figures["F07"][0].shown == "1"
    assert compared.years[0].at == REPORTED_AT


def test_a_year_that_is_not_approved_shows_its_newest_making_and_says_so(session):
    add_advice(session, date(2009, 3, 3))
    make(session, 2009)
    add_advice(session, date(2009, 4, 4))
    [kept] = told(session, "F07", 2009)
    assert (kept.origin, kept.shown) == (Origin.NEWEST, "1")
    make(session, 2009)
    assert told(session, "F07", 2009)[0].shown == "2"
    assert compare(session, 2009).years[0].origin is Origin.NEWEST


def test_what_is_missing_has_its_reason(session):
    make(session, 2009, F04=Made(numerator=0, denominator=0))
    compared = compare(session, 2008, 2009)
    assert compared.years[0].origin is Origin.NOWHERE
    never, lacking = compared.figures["F01"]
    assert (never.why, never.shown) == (Why.NEVER_MADE, "")
    assert (lacking.missing, lacking.why, lacking.shown) == (Missing.EVENT, None, "")
    assert compared.figures["F04"][1].why is Why.NOBODY


def test_the_sentence_of_the_trend_stands_only_where_it_is_true(session):
    make(session, 2009, F13=Made(numerator=0))
    make(session, 2010, F13=Made(numerator=1))
    fell, rose = told(session, "F13", 2009, 2010)
    assert (fell.shown, fell.why) == ("", Why.NOT_TRUE)
    assert (rose.shown, rose.why) == (definition_of("F13", 2010).texts[Language.DANISH], None)


def test_what_others_wrote_down_stands_with_its_source_and_is_added_to_nothing(session):
    write_down(session, 2008, "f07 ", 140)
    write_down(session, 2008, "F07", 12, "møder")
    write_down(session, 2008, "10-årsfest", 650, "børn")
    write_down(session, 2009, "F07", 999)
    add_advice(session, date(2009, 3, 3))
    make(session, 2009)
    compared = compare(session, 2008, 2009)
    others, own = compared.figures["F07"]
    assert [(each.number, each.counts, each.source) for each in others.earlier] == [
        (12, "møder", "Bilag 3"),
        (140, "opgaver", "Bilag 3"),
    ]
    assert (others.origin, others.size, compared.years[0].origin) == (
        Origin.EARLIER,
        None,
        Origin.EARLIER,
    )
    assert (own.origin, own.shown, own.earlier) == (Origin.NEWEST, "1", ())
    assert [each.event_name for each in compared.of_events] == ["10-årsfest"]


def test_a_share_of_few_is_hidden_in_its_year_alone_as_in_the_paper(session):
    make(session, 2009, F04=Made(numerator=3, denominator=4))
    make(session, 2010, F04=Made(numerator=55, denominator=60))
    few, many = told(session, "F04", 2009, 2010)
    assert (few.shown, few.value, few.why) == ("", None, Why.FEW)
    assert (many.shown, many.value) == ("91,7\u00a0%", 91.7)


def test_a_share_of_few_is_hidden_in_a_frozen_year_too(session, monkeypatch):
    add_advice(session, date(2009, 3, 3))
    few = Figure(definition_of("F04", 2009), Made(numerator=3, denominator=4))
    report = begin_report(session, 2009, at=REPORTED_AT, by=ANN)
    findings = examine(session, report, at=REPORTED_AT)
    findings = replace(findings, blockers=[], figures={**findings.figures, "F04": few})
    check_report(session, report, findings, at=REPORTED_AT, by=BO)
    approve_report(session, report, findings, at=REPORTED_AT, by=ANN)
    [hidden] = told(session, "F04", 2009)
    assert (hidden.origin, hidden.shown, hidden.why) == (Origin.APPROVED, "", Why.FEW)


def test_the_years_are_those_of_which_anything_is_told(session):
    assert years_told(session) == []
    make(session, 2009)
    make(session, 2009)
    write_down(session, 2007, "F07", 92)
    begin_report(session, 2005, at=REPORTED_AT, by=ANN)
    freeze(session, 2011)
    assert years_told(session) == [2011, 2009, 2007]


@pytest.mark.parametrize("years", [range(2009, 2012), range(2009, 2019)])
def test_ten_years_are_asked_for_in_as_many_questions_as_three_and_none_is_counted(session, years):
    for year in years:
        add_advice(session, date(year, 3, 3))
        make(session, year) if year % 2 else freeze(session, year)
        write_down(session, year, "10-årsfest", year)
    session.flush()
    session.expire_all()
    with watch_statements() as statements:
        compared = compare(session, *years)
    assert [each.shown for each in compared.figures["F07"]] == ["1"] * len(years)
    assert len(statements) == 4
    assert not any("adhoc_task" in each or "scan" in each for each in statements)
