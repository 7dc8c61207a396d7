"""What changes waves: they are planned, moved, closed, dropped, and their people reminded."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.codes import new_public_id
from eventsys.core.db import lock_row
from eventsys.core.principal import Principal
from eventsys.evaluation.waves.errors import (
    AlreadyReminded,
    NothingHeld,
    WaveExists,
    WaveHasBegun,
    WaveIsNotOpen,
    WindowIsEmpty,
)
from eventsys.evaluation.waves.models import SurveyReply, SurveyWave
from eventsys.evaluation.waves.queries import last_end_of, window_of
from eventsys.evaluation.waves.requests import WavePlan
from eventsys.evaluation.waves.rules import WaveState, Window, kind_of
from eventsys.events.models import Event


def plan_wave(
    session: Session, event: Event, plan: WavePlan, *, at: datetime, by: Principal
) -> SurveyWave:
    """Plan to ask those who come; raise what speaks against it."""
    lock_row(session, event)
    if last_end_of(session, event.id) is None:
        raise NothingHeld
    if is_planned(session, event, plan.months):
        raise WaveExists
    check_window(plan.window)
    wave = SurveyWave(
        public_id=new_public_id(),
        event_id=event.id,
        version_id=plan.version_id,
        kind=kind_of(plan.months),
        months=plan.months,
        opens_at=plan.window.opens_at,
        closes_at=plan.window.closes_at,
    )
    session.add(wave)
    session.flush()
    record(session, "plan wave", wave, details_of(wave), at=at, by=by)
    return wave


def is_planned(session: Session, event: Event, months: int) -> bool:
    """Tell whether an event has a wave so many months after it."""
    same = exists().where(SurveyWave.event_id == event.id, SurveyWave.months == months)
    return bool(session.scalar(select(same)))


def check_window(window: Window) -> None:
    """Refuse a wave that closes before it opens."""
    if not window.is_whole:
        raise WindowIsEmpty


def details_of(wave: SurveyWave) -> dict[str, object]:
    """Give what the audit log keeps of a wave."""
    return {
        "months": wave.months,
        "version": wave.version_id,
        "opens_at": wave.opens_at.isoformat(),
        "closes_at": wave.closes_at.isoformat(),
    }


def amend_wave(
    session: Session, wave: SurveyWave, plan: WavePlan, *, at: datetime, by: Principal
) -> None:
    """Give a wave other dates or another questionnaire; once it has begun, only another end.

    One that is over opens again where its new end is still to come.
    """
    lock_row(session, wave)
    check_window(plan.window)
    is_same = (plan.window.opens_at, plan.version_id) == (wave.opens_at, wave.version_id)
    if wave.invited_at is not None and not is_same:
        raise WaveHasBegun
    wave.version_id = plan.version_id
    wave.opens_at, wave.closes_at = plan.window.opens_at, plan.window.closes_at
    session.flush()
    record(session, "amend wave", wave, details_of(wave), at=at, by=by)


def close_wave(session: Session, wave: SurveyWave, *, at: datetime, by: Principal) -> None:
    """Take no more answers from now on; raise `WaveIsNotOpen`."""
    lock_row(session, wave)
    if window_of(wave).state(at) is not WaveState.OPEN or wave.opens_at == at:
        raise WaveIsNotOpen
    wave.closes_at = at
    session.flush()
    record(session, "close wave", wave, {}, at=at, by=by)


def drop_wave(session: Session, wave: SurveyWave, *, at: datetime, by: Principal) -> None:
    """Ask nobody after all; raise `WaveHasBegun` where somebody was asked."""
    lock_row(session, wave)
    if wave.invited_at is not None:
        raise WaveHasBegun
    record(session, "drop wave", wave, details_of(wave), at=at, by=by)
    for reply in session.scalars(select(SurveyReply).where(SurveyReply.wave_id == wave.id)):
        session.delete(reply)
    session.delete(wave)
    session.flush()


def remind(session: Session, wave: SurveyWave, *, at: datetime, by: Principal) -> None:
    """Have all who have not answered reminded, once; raise what speaks against it."""
    lock_row(session, wave)
    if wave.invited_at is None or window_of(wave).state(at) is not WaveState.OPEN:
        raise WaveIsNotOpen
    if wave.reminded_at is not None:
        raise AlreadyReminded
    wave.reminded_at = at
    session.flush()
    record(session, "remind", wave, {}, at=at, by=by)
