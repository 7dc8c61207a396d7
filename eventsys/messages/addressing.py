"""Whom a message is about: which registrations, dates and links it speaks of as things stand."""

from collections.abc import Callable, Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from eventsys.attendance.statements import is_awaited
from eventsys.core.keys import Purpose
from eventsys.core.links import make_token
from eventsys.core.notice_kinds import OF_EVENTS, OF_SURVEYS, NoticeKind
from eventsys.events.models import Occasion
from eventsys.events.programme.rules import OccasionView
from eventsys.messages.composing.operations import is_live
from eventsys.messages.models import OutboxMessage
from eventsys.messages.rules import COURTESIES
from eventsys.messages.surveys.queries import list_asked
from eventsys.registration.approval.queries import find_decision
from eventsys.registration.models import Participant, Registration
from eventsys.registration.queries import token_of
from eventsys.registration.rules import ParticipantStatus


def list_addressed(session: Session, message: OutboxMessage) -> Sequence[Registration]:
    """List the registrations that a message is about: all of the contact's where it is news of all.

    A message about one registration is about that one, whoever has left since.
    """
    if message.kind in OF_SURVEYS:
        return list_asked(session, message)
    if message.kind not in OF_EVENTS | COURTESIES:
        return [session.get_one(Registration, message.registration_id)]
    same = select(Registration).where(
        Registration.event_id == message.event_id,
        (Registration.contact_email == message.recipient)
        | (Registration.contact_phone == message.recipient),
        is_live(),
    )
    found = session.scalars(same.order_by(Registration.id)).all()
    if message.kind is NoticeKind.REMINDER:
        return [each for each in found if is_expected(session, each, message.subject_id)]
    return found


def is_expected(session: Session, registration: Registration, occasion_id: int) -> bool:
    """Tell whether somebody of a registration is to come to an occasion, as things stand now."""
    expected = exists().where(
        Participant.registration_id == registration.id,
        Participant.status == ParticipantStatus.CONFIRMED,
        Occasion.event_id == Participant.event_id,
        Occasion.id == occasion_id,
        is_awaited(),
    )
    is_for_it = registration.occasion_id in {None, occasion_id}
    return is_for_it and bool(session.scalar(select(expected)))


def links_of(message: OutboxMessage, registrations: Sequence[Registration]) -> Sequence[str]:
    """Give the links to people's own pages, which what is asked afterwards does without."""
    return [] if message.kind in OF_SURVEYS else [token_of(each) for each in registrations]


def chosen_by(
    registrations: Sequence[Registration], message: OutboxMessage
) -> Callable[[OccasionView], bool]:
    """Give what tells which occasions a message is about."""
    chosen = {each.occasion_id for each in registrations}
    if message.kind is NoticeKind.REMINDER:
        chosen = {message.subject_id}
    return lambda occasion: None in chosen or occasion.id in chosen


def reason_of(session: Session, registration: Registration) -> str:
    """Give the reason for a no; empty where it was taken back meanwhile."""
    decision = find_decision(session, registration)
    return "" if decision is None else decision.reason


def mute_url_of(kind: NoticeKind, registration: Registration, base_url: str) -> str:
    """Give the address at which reminders and thank-yous are ended; empty on all else."""
    if kind not in COURTESIES:
        return ""
    token = make_token(Purpose.MUTE_LINK, registration.public_id, 1)
    return f"{base_url}/{registration.language}/messages/{token}"
