"""Deletes drafts with the waves that were planned for them."""

from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.core.principal import Principal
from eventsys.evaluation.waves.operations import drop_wave
from eventsys.evaluation.waves.queries import list_waves
from eventsys.events.models import Event
from eventsys.events.operations import delete_draft


def delete_with_waves(session: Session, event: Event, *, at: datetime, by: Principal) -> None:
    """Delete a draft and what was planned to be asked after it; raise what speaks against it."""
    for wave in list_waves(session, event):
        if wave.invited_at is None:
            drop_wave(session, wave, at=at, by=by)
    delete_draft(session, event, at=at, by=by)
