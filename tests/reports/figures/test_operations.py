"""Which events count, and what is kept of each making of a figure."""

from datetime import date, timedelta

from sqlalchemy import select

from eventsys.core.audit import AuditEntry
from eventsys.core.principal import SYSTEM
from eventsys.reports.figures.making import make_figures
from eventsys.reports.figures.models import FigureRun
from eventsys.reports.figures.operations import keep_runs, let_count_as
from eventsys.reports.figures.queries import counts_as_of, newest_runs
from eventsys.reports.figures.rules import CountsAs
from tests.factories import AT, START, make_event
from tests.facts import add_advice

YEAR = START.year
LATER = AT + timedelta(days=1)


def keep(session, at):
    return keep_runs(session, YEAR, make_figures(session, YEAR, at=at), at=at, by=SYSTEM)


def test_an_event_counts_as_one_thing_or_nothing_and_each_change_is_in_the_log(session):
    event = make_event(session)
    found = []
    wanted = (None, CountsAs.CHILDREN, CountsAs.CHILDREN, CountsAs.VISITORS, None)
    for counts_as in wanted:
        let_count_as(session, event, counts_as, at=AT, by=SYSTEM)
        found.append(counts_as_of(session, event))
    assert found == [*wanted]
    written = select(AuditEntry.details).where(AuditEntry.verb == "count in report")
    assert session.scalars(written.order_by(AuditEntry.id)).all() == [
        '{"counts_as": "children"}',
        '{"counts_as": "visitors"}',
        '{"counts_as": null}',
    ]


def test_a_making_is_kept_whole_and_again_only_where_something_came_out_otherwise(session):
    add_advice(session, date(YEAR, 3, 3))
    assert keep(session, AT) == 19
    assert keep(session, LATER) == 0
    add_advice(session, date(YEAR, 3, 4))
    assert keep(session, LATER) == 2  # the number itself, and the series of the trend
    run = newest_runs(session, YEAR)["F07"]
    assert (run.numerator, run.denominator, run.shown, run.parts, run.missing) == (
        2,
        None,
        {"da": "2", "en": "2"},
        {f"{YEAR}-03": 2},
        None,
    )
    assert (run.definition_version, run.run_at, run.run_by) == (1, LATER, str(SYSTEM))
    everything = session.scalars(select(FigureRun).filter_by(code="F07").order_by(FigureRun.id))
    assert [(each.numerator, each.run_at) for each in everything] == [(1, AT), (2, LATER)]
