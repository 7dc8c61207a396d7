"""The figures of the casework: advice, plans, publications, the programme and what others found."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from eventsys.attendance.earlier.queries import list_figures
from eventsys.casework.queries import (
    consultants_in,
    deliverables_of_year,
    indicators_of_year,
    plan_activities_of_year,
    publications_of_year,
    staff_of_programme,
    tasks_of_year,
    tasks_of_years,
)
from eventsys.casework.rules import (
    DeliverableStatus,
    PlanKind,
    TaskFact,
    TaskKind,
)
from eventsys.core.numbers import write_halves
from eventsys.reports.figures.definitions import FOUNDED
from eventsys.reports.figures.queries import YearScope
from eventsys.reports.figures.rules import InputRow, Made, Missing, is_rising

KINDS = {"F07": TaskKind.ADVICE, "F08": TaskKind.REQUISITION}
"""What the figures of ad hoc tasks count; figures of earlier years go by the same codes."""


def make_tasks(session: Session, scope: YearScope, code: str) -> Made:
    """Count advice or requisitions by the month in which they count."""
    tasks = tasks_of_year(session, scope.year)
    if not tasks:
        return Made(missing=Missing.ADVICE)
    counted = counted_of(tasks, KINDS[code])
    months = Counter(each.counted_on.month for each in counted)
    return Made(
        numerator=len(counted),
        parts={f"{scope.year}-{month:02}": months[month] for month in sorted(months)},
        inputs=[task_row(each) for each in counted],
    )


def counted_of(tasks: Sequence[TaskFact], kind: TaskKind) -> list[TaskFact]:
    """Keep the tasks of a kind that count."""
    return [each for each in tasks if each.kind is kind and each.exclusion is None]


def task_row(task: TaskFact) -> InputRow:
    """Say of a task what it counts by."""
    return ("task", task.public_id, task.kind.value, task.counted_on.isoformat())


def make_plans(session: Session, scope: YearScope, kind: PlanKind) -> Made:
    """Count the plans in which something was done before they ended."""
    done = [
        each
        for each in plan_activities_of_year(session, scope.year)
        if each.plan_kind is kind and not each.is_after_end
    ]
    plans = {each.plan_id for each in done}
    return Made(
        numerator=len(plans),
        parts={"activities": len(done)},
        inputs=[
            ("activity", each.public_id, each.plan_id, each.held_on.isoformat()) for each in done
        ],
    )


def make_publications(session: Session, scope: YearScope) -> Made:
    """Count the titles that came out first this year."""
    titles = [each for each in publications_of_year(session, scope.year) if each.is_counted]
    kinds = Counter(each.kind.value for each in titles)
    return Made(
        numerator=len(titles),
        parts=dict(sorted(kinds.items())),
        inputs=[
            ("publication", each.public_id, each.first_published_on.isoformat()) for each in titles
        ],
    )


def make_trend(session: Session, scope: YearScope) -> Made:
    """Tell whether advice, and advice with requisitions, rose each year since the beginning.

    A year without tasks of its own has what was written down as its earlier figures.
    """
    series = read_series(session, scope.year)
    years = range(FOUNDED, scope.year + 1)
    parts = {
        f"{year}-{name}": series[code][year]
        for year in years
        for code, name in (("F07", "advice"), ("F08", "requisitions"))
        if year in series[code]
    }
    inputs: list[InputRow] = [("series", *each) for each in parts.items()]
    if any(year not in series[code] for code in KINDS for year in years):
        return Made(missing=Missing.EARLIER_YEARS, parts=parts, inputs=inputs)
    advice = [series["F07"][year] for year in years]
    both = [series["F07"][year] + series["F08"][year] for year in years]
    return Made(numerator=int(is_rising(advice) and is_rising(both)), parts=parts, inputs=inputs)


def read_series(session: Session, until: int) -> Mapping[str, Mapping[int, int]]:
    """Give the number of tasks of each year until one."""
    series: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for figure in list_figures(session):
        series[figure.event_name.strip().upper()][figure.year] = figure.figure
    by_year: defaultdict[int, list[TaskFact]] = defaultdict(list)
    for task in tasks_of_years(session, FOUNDED, until):
        by_year[task.counted_on.year].append(task)
    for year, tasks in by_year.items():
        for code, kind in KINDS.items():
            series[code][year] = len(counted_of(tasks, kind))
    return series


def make_consultants(session: Session, scope: YearScope) -> Made:
    """Give the number of consultants as the year's status is made: those of the coming year."""
    number = consultants_in(session, scope.year + 1)
    if number is None:
        number = consultants_in(session, scope.year)
    if number is None:
        return Made(missing=Missing.CONSULTANTS)
    return Made(numerator=number, inputs=[("consultants", number)])


def make_main_areas(session: Session, scope: YearScope) -> Made:
    """Count the main areas of the coming year's programme: rows with the same first number."""
    rows = staff_of_programme(session, scope.year + 1)
    if not rows:
        return Made(missing=Missing.STAFF_YEARS)
    areas = Counter(each.main_area for each in rows)
    return Made(
        numerator=len(areas),
        parts={"rows": len(rows)},
        inputs=[("row", each.code) for each in rows],
    )


def make_staff_years(session: Session, scope: YearScope) -> Made:
    """Add up the staff-years of the coming year's programme, in halves."""
    rows = staff_of_programme(session, scope.year + 1)
    if not rows:
        return Made(missing=Missing.STAFF_YEARS)
    return Made(
        numerator=sum(each.half_years for each in rows),
        denominator=2,
        parts={each.code: write_halves(each.half_years) for each in rows},
        inputs=[("staff", each.code, each.half_years) for each in rows],
    )


def make_indicator(session: Session, scope: YearScope) -> Made:
    """Repeat what others have found, each with its unit."""
    found = indicators_of_year(session, scope.year)
    if not found:
        return Made(missing=Missing.INDICATOR)
    values = {each.title: f"{each.value:f}".replace(".", ",") + f" {each.unit}" for each in found}
    return Made(
        stated="; ".join(values.values()),
        parts=values,
        inputs=[
            ("indicator", each.public_id, each.title, each.source, each.period, f"{each.value:f}")
            for each in found
        ],
    )


def make_deliverables(session: Session, scope: YearScope) -> Made:
    """Count the deliverables that were not dropped."""
    kept = [
        each
        for each in deliverables_of_year(session, scope.year)
        if each.status is not DeliverableStatus.DROPPED
    ]
    kinds = Counter(each.kind.value for each in kept)
    return Made(
        numerator=len(kept),
        parts=dict(sorted(kinds.items())),
        inputs=[("deliverable", each.public_id, each.status.value) for each in kept],
    )
