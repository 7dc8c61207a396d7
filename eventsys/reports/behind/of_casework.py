"""The rows behind the figures of the casework and of the programme, fact by fact."""

from collections import defaultdict

from sqlalchemy.orm import Session

from eventsys.casework.queries import (
    consultants_in,
    deliverables_of_year,
    indicators_of_year,
    plan_activities_of_year,
    publications_of_year,
    staff_of_programme,
    tasks_of_year,
)
from eventsys.casework.rules import DeliverableStatus, PlanActivityFact, PlanKind
from eventsys.casework.tasks.queries import ids_of_year
from eventsys.core.numbers import write_halves
from eventsys.reports.behind.rules import Behind, Kept, Row
from eventsys.reports.figures.definitions import FOUNDED
from eventsys.reports.figures.of_casework import KINDS, counted_of, read_series
from eventsys.reports.figures.queries import YearScope

HALVES_IN_A_YEAR = 2


def behind_tasks(session: Session, scope: YearScope, code: str) -> Behind:
    """Give the advice or the requisitions that count, the first of the year first."""
    counted = counted_of(tasks_of_year(session, scope.year), KINDS[code])
    ids = ids_of_year(session, scope.year)
    return Behind(
        rows=[
            Row(
                kept=Kept.TASK,
                name=each.topic,
                key=str(ids[each.public_id]),
                on=each.counted_on,
            )
            for each in sorted(counted, key=lambda each: (each.counted_on, each.public_id))
        ]
    )


def behind_plans(session: Session, scope: YearScope, kind: PlanKind) -> Behind:
    """Give the plans in which something was done, with what that was."""
    done: defaultdict[str, list[PlanActivityFact]] = defaultdict(list)
    for each in plan_activities_of_year(session, scope.year):
        if each.plan_kind is kind and not each.is_after_end:
            done[each.plan_id].append(each)
    return Behind(
        rows=[
            Row(
                kept=Kept.PLANS,
                name=activities[0].plan_title,
                parts={"activities": len(activities)},
                members=[f"{each.held_on.isoformat()} {each.role}" for each in activities],
            )
            for _plan, activities in sorted(done.items())
        ]
    )


def behind_publications(session: Session, scope: YearScope) -> Behind:
    """Give the titles that came out first this year."""
    titles = [each for each in publications_of_year(session, scope.year) if each.is_counted]
    return Behind(
        rows=[
            Row(kept=Kept.PUBLICATIONS, name=each.title, on=each.first_published_on)
            for each in sorted(titles, key=lambda each: each.first_published_on)
        ]
    )


def behind_trend(session: Session, scope: YearScope) -> Behind:
    """Give each year with its tasks, and whether both numbers rose since the year before."""
    series = read_series(session, scope.year)
    advice, requisitions = series["F07"], series["F08"]
    rows = []
    for year in range(FOUNDED + 1, scope.year + 1):
        both = [year - 1 in each and year in each for each in (advice, requisitions)]
        now, before = (
            (advice.get(each, 0), advice.get(each, 0) + requisitions.get(each, 0))
            for each in (year, year - 1)
        )
        rose = all(both) and now[0] > before[0] and now[1] > before[1]
        parts = {
            f"{each}-{name}": numbers[each]
            for each in (year - 1, year)
            for name, numbers in (("advice", advice), ("requisitions", requisitions))
            if each in numbers
        }
        rows.append(
            Row(kept=Kept.YEAR, name=str(year), key=str(year), numerator=int(rose), parts=parts)
        )
    return Behind(rows=rows, is_all=True)


def behind_consultants(session: Session, scope: YearScope) -> Behind:
    """Give the year of whose consultants the figure is: the coming one, or else its own."""
    for year in (scope.year + 1, scope.year):
        number = consultants_in(session, year)
        if number is not None:
            row = Row(kept=Kept.CONSULTANTS, name=str(year), key=str(year), numerator=number)
            return Behind(rows=[row])
    return Behind(rows=[])


def behind_main_areas(session: Session, scope: YearScope) -> Behind:
    """Give the main areas of the coming year's programme, with their rows."""
    areas: defaultdict[str, list[str]] = defaultdict(list)
    for each in staff_of_programme(session, scope.year + 1):
        areas[each.main_area].append(f"{each.code} {each.title}")
    key = str(scope.year + 1)
    return Behind(
        rows=[
            Row(kept=Kept.STAFF, name=area, key=key, members=members)
            for area, members in areas.items()
        ]
    )


def behind_staff_years(session: Session, scope: YearScope) -> Behind:
    """Give the rows of the coming year's programme with their staff-years, counted in halves."""
    return Behind(
        unit=HALVES_IN_A_YEAR,
        rows=[
            Row(
                kept=Kept.STAFF,
                name=f"{each.code} {each.title}",
                key=str(each.programme_year),
                numerator=each.half_years,
                parts={"staff-years": write_halves(each.half_years)},
            )
            for each in staff_of_programme(session, scope.year + 1)
        ],
    )


def behind_indicator(session: Session, scope: YearScope) -> Behind:
    """Give what others have found, with who says so; nothing of it is counted here."""
    return Behind(
        rows=[
            Row(
                kept=Kept.INDICATORS,
                name=each.title,
                key=str(each.year),
                numerator=0,
                members=[f"{each.value:f} {each.unit}", each.period, each.source],
            )
            for each in indicators_of_year(session, scope.year)
        ]
    )


def behind_deliverables(session: Session, scope: YearScope) -> Behind:
    """Give the deliverables that were not dropped."""
    return Behind(
        rows=[
            Row(kept=Kept.DELIVERABLES, name=each.title, key=str(each.year))
            for each in deliverables_of_year(session, scope.year)
            if each.status is not DeliverableStatus.DROPPED
        ]
    )
