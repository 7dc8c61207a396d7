"""What writes figures of earlier years down, and takes them back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventsys.attendance.earlier.errors import FigureKnown
from eventsys.attendance.earlier.models import EarlierFigure
from eventsys.attendance.earlier.rules import FigureRequest
from eventsys.core.principal import Principal

AT_ONCE = 500


def add_figure(
    session: Session, request: FigureRequest, *, at: datetime, by: Principal
) -> EarlierFigure:
    """Write a figure down; raise `FigureKnown` where somebody was faster, or did it before."""
    figure = EarlierFigure(
        year=request.year,
        event_name=request.event_name,
        counts=request.counts,
        figure=request.figure,
        source=request.source,
        key=request.key,
        created_at=at,
        created_by=str(by),
    )
    try:
        with session.begin_nested():
            session.add(figure)
    except IntegrityError as error:
        raise FigureKnown(request.year, request.event_name) from error
    return figure


def remove_figures(session: Session, figure_ids: Sequence[int]) -> None:
    """Take figures back; those that are gone already count as taken back."""
    for start in range(0, len(figure_ids), AT_ONCE):
        some = figure_ids[start : start + AT_ONCE]
        session.execute(delete(EarlierFigure).where(EarlierFigure.id.in_(some)))
