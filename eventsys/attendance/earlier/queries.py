"""What is asked of the figures of earlier years."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.attendance.earlier.models import EarlierFigure

KnownFigures = Mapping[tuple[int, str], int]
"""Figures by year and by what tells them apart within it."""


def list_figures(session: Session) -> Sequence[EarlierFigure]:
    """List all figures, the newest year first."""
    order = (EarlierFigure.year.desc(), EarlierFigure.event_name, EarlierFigure.counts)
    return session.scalars(select(EarlierFigure).order_by(*order)).all()


def known_figures(session: Session) -> KnownFigures:
    """Tell which figures are there."""
    rows = session.execute(select(EarlierFigure.year, EarlierFigure.key, EarlierFigure.figure))
    return {(year, key): figure for year, key, figure in rows}
