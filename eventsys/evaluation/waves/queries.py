"""What is asked of waves."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.core.keys import Purpose
from eventsys.core.links import is_token_of, make_token, public_id_in
from eventsys.evaluation.waves.models import SurveyWave
from eventsys.evaluation.waves.rules import Window
from eventsys.events.models import Event, Occasion
from eventsys.events.rules import EventStatus


def list_waves(session: Session, event: Event) -> Sequence[SurveyWave]:
    """List an event's waves, the earliest first."""
    found = select(SurveyWave).where(SurveyWave.event_id == event.id)
    return session.scalars(found.order_by(SurveyWave.months)).all()


def find_wave(session: Session, event: Event, wave_id: int) -> SurveyWave | None:
    """Find one of an event's waves."""
    found = select(SurveyWave).where(SurveyWave.event_id == event.id, SurveyWave.id == wave_id)
    return session.scalar(found)


def window_of(wave: SurveyWave) -> Window:
    """Give when a wave takes answers."""
    return Window(opens_at=wave.opens_at, closes_at=wave.closes_at)


def last_end_of(session: Session, event_id: int) -> datetime | None:
    """Tell when an event's last occasion ends; None where all are cancelled."""
    held = select(func.max(Occasion.ends_at)).where(
        Occasion.event_id == event_id, Occasion.cancelled_at.is_(None)
    )
    return session.scalar(held)


def first_start_of(session: Session, event_id: int) -> datetime | None:
    """Tell when an event's first occasion begins; None where all are cancelled."""
    held = select(func.min(Occasion.starts_at)).where(
        Occasion.event_id == event_id, Occasion.cancelled_at.is_(None)
    )
    return session.scalar(held)


def list_open_waves(session: Session, at: datetime) -> Sequence[int]:
    """List the waves whose invitations are to be kept: those that are open, of events held."""
    found = (
        select(SurveyWave.id)
        .join(Event, Event.id == SurveyWave.event_id)
        .where(
            SurveyWave.opens_at <= at,
            SurveyWave.closes_at > at,
            Event.status.in_([EventStatus.PUBLISHED, EventStatus.ARCHIVED]),
        )
        .order_by(SurveyWave.id)
    )
    return session.scalars(found).all()


def exit_token_of(wave: SurveyWave) -> str:
    """Make the token of the link that stands at the exit."""
    return make_token(Purpose.EXIT_LINK, wave.public_id, wave.link_version)


def find_wave_at_exit(session: Session, token: str) -> SurveyWave | None:
    """Find the wave that a link at the exit is about; None for any other text."""
    public_id = public_id_in(token)
    wave = session.scalar(select(SurveyWave).where(SurveyWave.public_id == public_id))
    if wave is None:
        return None
    is_its = is_token_of(Purpose.EXIT_LINK, public_id, wave.link_version, token)
    return wave if is_its else None
