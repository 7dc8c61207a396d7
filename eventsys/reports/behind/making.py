"""The rows behind each figure, made of the facts as they stand now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from eventsys.casework.rules import PlanKind
from eventsys.reports.behind.of_casework import (
    behind_consultants,
    behind_deliverables,
    behind_indicator,
    behind_main_areas,
    behind_plans,
    behind_publications,
    behind_staff_years,
    behind_tasks,
    behind_trend,
)
from eventsys.reports.behind.of_events import behind_children, behind_districts, behind_visitors
from eventsys.reports.behind.of_workshops import (
    behind_actors,
    behind_response_rate,
    behind_share,
)
from eventsys.reports.behind.rules import Behind
from eventsys.reports.figures.definitions import definition_of
from eventsys.reports.figures.making import Figure, makers_of
from eventsys.reports.figures.queries import YearScope, read_scope
from eventsys.reports.figures.rules import Missing

NOTHING_THERE = frozenset({Missing.EVENT, Missing.WAVE})
"""What is missing where there is not one row to look for."""


@dataclass(frozen=True, kw_only=True)
class Laid:
    """A figure as the facts make it now, with the rows that they are."""

    figure: Figure
    behind: Behind


def lay_open(session: Session, code: str, year: int, *, at: datetime) -> Laid:
    """Make one figure of a year, and give the rows behind it."""
    scope = read_scope(session, year)
    made = makers_of(at)[code](session, scope)
    is_empty = made.missing in NOTHING_THERE
    return Laid(
        figure=Figure(definition_of(code, year), made),
        behind=Behind(rows=[]) if is_empty else openers_of(at)[code](session, scope),
    )


def openers_of(at: datetime) -> Mapping[str, Callable[[Session, YearScope], Behind]]:
    """Say where the rows behind each figure come from."""
    return {
        "F01": behind_children,
        "F02": behind_visitors,
        "F03": partial(behind_actors, at=at),
        "F04": partial(behind_share, code="F04", follows_up=False, at=at),
        "F05": partial(behind_share, code="F05", follows_up=True, at=at),
        "F06": partial(behind_response_rate, at=at),
        "F07": partial(behind_tasks, code="F07"),
        "F08": partial(behind_tasks, code="F08"),
        "F09": partial(behind_plans, kind=PlanKind.COMPREHENSIVE_PLAN),
        "F10": partial(behind_plans, kind=PlanKind.URBAN_REGENERATION),
        "F11": behind_publications,
        "F12": behind_districts,
        "F13": behind_trend,
        "F14": behind_consultants,
        "F15": behind_main_areas,
        "F16": behind_staff_years,
        "F17": behind_indicator,
        "F18": behind_particulars,
        "F19": behind_deliverables,
    }


def behind_particulars(_session: Session, _scope: YearScope) -> Behind:
    """Give nothing: a case's particulars are no facts that are counted."""
    return Behind(rows=[])
