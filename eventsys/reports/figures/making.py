"""The figures of a year, made of its facts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from eventsys.casework.rules import PlanKind
from eventsys.reports.figures.definitions import FOUNDED, codes, definition_of
from eventsys.reports.figures.of_casework import (
    make_consultants,
    make_deliverables,
    make_indicator,
    make_main_areas,
    make_plans,
    make_publications,
    make_staff_years,
    make_tasks,
    make_trend,
)
from eventsys.reports.figures.of_events import make_children, make_districts, make_visitors
from eventsys.reports.figures.of_workshops import make_actors, make_response_rate, make_share
from eventsys.reports.figures.queries import YearScope, read_scope
from eventsys.reports.figures.rules import CountsAs, FigureDefinition, Made, Missing


@dataclass(frozen=True)
class Figure:
    """A figure: the definition it was made by, and what it came to."""

    definition: FigureDefinition
    made: Made


def make_figures(session: Session, year: int, *, at: datetime) -> Mapping[str, Figure]:
    """Make all figures of a year of its facts, as they stand now."""
    scope = read_scope(session, year)
    makers = makers_of(at)
    return {
        code: Figure(definition_of(code, year), makers[code](session, scope)) for code in codes()
    }


def makers_of(at: datetime) -> Mapping[str, Callable[[Session, YearScope], Made]]:
    """Say how each figure is made."""
    return {
        "F01": make_children,
        "F02": make_visitors,
        "F03": partial(make_actors, at=at),
        "F04": partial(make_share, code="F04", follows_up=False, at=at),
        "F05": partial(make_share, code="F05", follows_up=True, at=at),
        "F06": partial(make_response_rate, at=at),
        "F07": partial(make_tasks, code="F07"),
        "F08": partial(make_tasks, code="F08"),
        "F09": partial(make_plans, kind=PlanKind.COMPREHENSIVE_PLAN),
        "F10": partial(make_plans, kind=PlanKind.URBAN_REGENERATION),
        "F11": make_publications,
        "F12": make_districts,
        "F13": make_trend,
        "F14": make_consultants,
        "F15": make_main_areas,
        "F16": make_staff_years,
        "F17": make_indicator,
        "F18": make_particulars,
        "F19": make_deliverables,
    }


def make_particulars(_: Session, scope: YearScope) -> Made:
    """Give what is known of the case: when the team was founded, and how old the children are."""
    years = {
        each.birth_year
        for each in scope.that_count_as(CountsAs.CHILDREN)
        if each.birth_year is not None
    }
    ages = sorted(scope.year - each for each in years)
    parts: dict[str, int] = {"founded": FOUNDED, **({"age": ages[0]} if len(ages) == 1 else {})}
    return Made(
        missing=Missing.CASE_NUMBERS,
        parts=parts,
        inputs=[("particular", *each) for each in parts.items()],
    )
