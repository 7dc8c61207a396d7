"""Where the casework, the programme and what others found lie."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, and_, or_, select

from eventsys.attendance.earlier.rules import key_of
from eventsys.exchange.season.facts.casework import (
    ConsultantsFact,
    DeliverableFact,
    EarlierFigureFact,
    IndicatorFact,
    PlanActivityFact,
    PlanFact,
    PublicationFact,
    StaffYearsFact,
    TaskFact,
)
from eventsys.exchange.season.kinds.base import (
    Filling,
    Kind,
    Names,
    Part,
    Rows,
    Values,
    YearOf,
    table,
)


def signed(_fact: object, filling: Filling) -> Values:
    """Fill in who wrote a fact down here, and when."""
    return {
        "created_at": filling.at,
        "created_by": filling.by,
        "changed_at": filling.at,
        "changed_by": filling.by,
    }


def fill_earlier(fact: EarlierFigureFact, filling: Filling) -> Values:
    """Fill in what tells figures of a year apart, however they are spelt."""
    made = {"created_at": filling.at, "created_by": filling.by}
    return {"key": key_of(fact.event_name, fact.counts), **made}


def write_task_events(fact: TaskFact, filling: Filling) -> Rows:
    """Write which events a requisition led to."""
    for each in fact.events:
        yield {"event_id": filling.row("event", each)}


def read_task_events(rows: Sequence[Any], names: Names) -> Values:
    """Read which events a requisition led to."""
    return {"events": sorted(names.of("event", event_id) or "" for _, event_id in rows)}


def within(day: Column[Any], year: int) -> ColumnElement[bool]:
    """Tell whether a day is of a year."""
    return and_(day >= date(year, 1, 1), day <= date(year, 12, 31))


def tasks_of_year(year: YearOf) -> Sequence[Select[Any]]:
    """Choose what was done in a year, and what came in then and waits for its day."""
    task = table("adhoc_task").c
    waits = and_(
        task.given_on.is_(None), task.accepted_on.is_(None), within(task.received_on, year.year)
    )
    done = (within(task.given_on, year.year), within(task.accepted_on, year.year))
    return [select(task.id).where(or_(*done, waits))]


def dated(name: str, column: str, year: YearOf) -> Sequence[Select[Any]]:
    """Choose the rows of a table whose day is of a year."""
    found = table(name).c
    return [select(found.id).where(within(found[column], year.year))]


def numbered(name: str, column: str, years: Sequence[int]) -> Sequence[Select[Any]]:
    """Choose the rows of a table that are of some years."""
    found = table(name).c
    return [select(found.id).where(found[column].in_(years))]


def earlier_of_year(year: YearOf) -> Sequence[Select[Any]]:
    """Choose the figures of all years until this one: trends go back as far."""
    earlier = table("earlier_figure").c
    return [select(earlier.id).where(earlier.year <= year.year)]


TASKS = Kind(
    fact=TaskFact,
    table="adhoc_task",
    own="public_id",
    links={"actor": "actor", "duplicate_of": "task", "converted_to": "task"},
    refers={"events": "event"},
    fill=signed,
    of_year=tasks_of_year,
    sets=["events"],
    parts=[
        Part(
            table="task_event",
            owner="task_id",
            fields=["events"],
            links={"event_id": "event"},
            write=write_task_events,
            read=read_task_events,
        )
    ],
)
PLANS = Kind(fact=PlanFact, table="plan", own="public_id", fill=signed)
ACTIVITIES = Kind(
    fact=PlanActivityFact,
    table="plan_activity",
    own="public_id",
    links={"plan": "plan"},
    fill=signed,
    of_year=lambda year: dated("plan_activity", "held_on", year),
)
PUBLICATIONS = Kind(
    fact=PublicationFact,
    table="publication",
    own="public_id",
    links={"edition_of": "publication"},
    fill=signed,
    of_year=lambda year: dated("publication", "first_published_on", year),
)
DELIVERABLES = Kind(
    fact=DeliverableFact,
    table="deliverable",
    own="public_id",
    fill=signed,
    of_year=lambda year: numbered("deliverable", "year", [year.year]),
)
STAFF_YEARS = Kind(
    fact=StaffYearsFact,
    table="staff_allocation",
    own="public_id",
    fill=signed,
    of_year=lambda year: numbered("staff_allocation", "programme_year", [year.year, year.year + 1]),
)
CONSULTANTS = Kind(
    fact=ConsultantsFact,
    table="consultant_count",
    own="public_id",
    fill=signed,
    of_year=lambda year: numbered("consultant_count", "year", [year.year, year.year + 1]),
)
INDICATORS = Kind(
    fact=IndicatorFact,
    table="external_indicator",
    own="public_id",
    fill=signed,
    of_year=lambda year: numbered("external_indicator", "year", [year.year]),
)
EARLIER_FIGURES = Kind(
    fact=EarlierFigureFact, table="earlier_figure", fill=fill_earlier, of_year=earlier_of_year
)
