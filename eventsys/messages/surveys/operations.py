"""What makes the messages about questionnaires: each person is asked, reminded and told once."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import update
from sqlalchemy.orm import Session

from eventsys.core.outbox import NoticeKind
from eventsys.evaluation.waves.models import SurveyInvite
from eventsys.messages.composing.operations import Matter, put_messages
from eventsys.messages.surveys.queries import (
    Asked,
    last_revision,
    list_asked_again,
    list_asked_first,
    list_told_back,
)


def compose_surveys(session: Session, *, base_url: str, at: datetime) -> int:
    """Make what is to be said about questionnaires, a slice at a time; count the people."""
    first, again = list_asked_first(session, at), list_asked_again(session, at)
    back = list_told_back(session)
    put(session, NoticeKind.SURVEY, first, base_url, at=at)
    mark(session, first, is_told=True)
    put(session, NoticeKind.SURVEY_REMINDER, again, base_url, at=at)
    mark(session, again, is_reminded=True)
    put(session, NoticeKind.SURVEY_REPLY, back, base_url, at=at)
    return len(first) + len(again) + len(back)


def put(
    session: Session, kind: NoticeKind, found: Sequence[Asked], base_url: str, *, at: datetime
) -> None:
    """Queue the messages of one kind, about one wave after the other; one for each contact.

    Who is asked later than the others gets a message of their own, and all else comes once.
    """
    for wave_id, people in groupby(found, lambda each: each.wave_id):
        is_first = kind is NoticeKind.SURVEY
        revision = last_revision(session, wave_id) + 1 if is_first else 1
        registrations = {each.registration.id: each.registration for each in people}
        matter = Matter(kind=kind, subject_id=wave_id, revision=revision)
        put_messages(session, matter, list(registrations.values()), base_url=base_url, at=at)


def mark(session: Session, found: Sequence[Asked], **done: bool) -> None:
    """Write down of some invitations that their people were written to."""
    told = update(SurveyInvite).where(SurveyInvite.id.in_([each.invite_id for each in found]))
    session.execute(told.values(**done))
