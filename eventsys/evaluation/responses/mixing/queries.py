"""Which waves hold responses that the database remembers the coming of."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.core.localtime import to_local
from eventsys.evaluation.responses.models import SurveyResponse
from eventsys.evaluation.responses.rules import is_mixing_due
from eventsys.evaluation.waves.models import SurveyWave

QUIET_HOURS = range(2, 5)
"""When nobody is kept waiting by the mixing of a large wave."""


def list_unmixed(session: Session, at: datetime) -> Sequence[int]:
    """List the waves that are to be mixed now."""
    counted = (
        select(SurveyResponse.wave_id, func.count().label("total"))
        .group_by(SurveyResponse.wave_id)
        .subquery()
    )
    rows = session.execute(
        select(SurveyWave.id, SurveyWave.closes_at, SurveyWave.mixed_count, counted.c.total)
        .join(counted, counted.c.wave_id == SurveyWave.id)
        .where(counted.c.total != SurveyWave.mixed_count)
        .order_by(SurveyWave.id)
    )
    is_night = to_local(at).hour in QUIET_HOURS
    return [
        wave_id
        for wave_id, closes_at, mixed, total in rows
        if is_mixing_due(total, mixed, is_quiet=is_night or closes_at <= at)
    ]
