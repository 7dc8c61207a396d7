"""What lets invitations be nobody's: they stay counted, and their links open nothing."""

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from eventsys.core.codes import new_public_id
from eventsys.evaluation.responses.models import AnswerText
from eventsys.evaluation.waves.models import SurveyInvite, SurveyRefusal, SurveyWave
from eventsys.events.models import Event
from eventsys.registration.models import Participant


def forget(session: Session, registration_ids: Collection[int]) -> None:
    """Part people from their invitations; whether one was answered stays."""
    people = session.scalars(
        select(Participant.id).where(Participant.registration_id.in_(registration_ids))
    ).all()
    invites = select(SurveyInvite).where(SurveyInvite.participant_id.in_(people))
    for invite in session.scalars(invites):
        invite.participant_id, invite.public_id = None, new_public_id()
        invite.link_version += 1
    refused = delete(SurveyRefusal).where(SurveyRefusal.participant_id.in_(people))
    session.execute(refused.execution_options(synchronize_session=False))
    session.flush()


def forget_event(session: Session, event: Event) -> None:
    """Delete what people wrote in their own words about an event; what they chose stays counted."""
    waves = select(SurveyWave.id).where(SurveyWave.event_id == event.id)
    written = delete(AnswerText).where(AnswerText.wave_id.in_(waves))
    session.execute(written.execution_options(synchronize_session=False))
