"""Whom it is time to remind or to thank; one query each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from eventsys.attendance.statements import came_to_any, is_awaited, was_noted
from eventsys.core.outbox import NoticeKind
from eventsys.events.models import Event, Occasion
from eventsys.events.rules import EventStatus
from eventsys.messages.channels.models import Mute
from eventsys.messages.models import OutboxMessage
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import Channel, ParticipantStatus

MANY = 100
BEFORE = timedelta(hours=24)
"""How long before it begins people are reminded."""
AFTER, NO_LONGER_AFTER = timedelta(hours=18), timedelta(days=3)
"""How long after the last end people are thanked: not in the same night, nor long after."""
RECENTLY = 2 * BEFORE


@dataclass(frozen=True, kw_only=True)
class Due:
    """A registration whose contact is to hear about an occasion, and the moment it turns on."""

    registration: Registration
    occasion_id: int
    moment: datetime


def list_reminded(session: Session, at: datetime) -> Sequence[Due]:
    """List the next registrations to be reminded of an occasion that begins within a day.

    Somebody of them is to come: whoever has sent apologies for it need not be reminded.
    """
    is_expected = exists().where(
        Participant.registration_id == Registration.id,
        Participant.status == ParticipantStatus.CONFIRMED,
        is_awaited(),
    )
    due = (
        select(Registration, Occasion.id, Occasion.starts_at)
        .join(Event, Event.id == Registration.event_id)
        .join(Occasion, is_for())
        .where(
            Event.status == EventStatus.PUBLISHED,
            Occasion.cancelled_at.is_(None),
            Occasion.starts_at > at,
            Occasion.starts_at <= at + BEFORE,
            Registration.created_at < at - BEFORE,
            is_expected,
            ~is_told(NoticeKind.REMINDER, at - RECENTLY),
            ~is_muted(),
        )
        .order_by(Occasion.id, Registration.id)
        .limit(MANY)
    )
    return [
        Due(registration=registration, occasion_id=occasion_id, moment=moment)
        for registration, occasion_id, moment in session.execute(due)
    ]


def list_thanked(session: Session, at: datetime) -> Sequence[Due]:
    """List the next registrations to be thanked after their last occasion.

    Those of whom somebody came; where nobody was noted at all, those who had a place.
    """
    later = aliased(Occasion)
    is_last = ~exists().where(
        later.event_id == Occasion.event_id,
        later.cancelled_at.is_(None),
        later.ends_at > Occasion.ends_at,
        Registration.occasion_id.is_(None),
    )
    due = (
        select(Registration, Occasion.id, Occasion.ends_at)
        .join(Event, Event.id == Registration.event_id)
        .join(Occasion, is_for())
        .where(
            Event.status == EventStatus.PUBLISHED,
            Occasion.cancelled_at.is_(None),
            Occasion.ends_at > at - NO_LONGER_AFTER,
            Occasion.ends_at <= at - AFTER,
            Registration.contact_channel == Channel.EMAIL,
            is_last,
            came(),
            ~is_told(NoticeKind.THANKS, at - 2 * NO_LONGER_AFTER),
            ~is_muted(),
        )
        .order_by(Occasion.id, Registration.id)
        .limit(MANY)
    )
    return [
        Due(registration=registration, occasion_id=occasion_id, moment=moment)
        for registration, occasion_id, moment in session.execute(due)
    ]


def is_for() -> ColumnElement[bool]:
    """Tell which occasions a registration is for."""
    return and_(
        Occasion.event_id == Registration.event_id,
        or_(Registration.occasion_id.is_(None), Registration.occasion_id == Occasion.id),
    )


def is_told(kind: NoticeKind, since: datetime) -> ColumnElement[bool]:
    """Tell whether a contact has a message of a kind about an occasion; two share one address."""
    return exists().where(
        OutboxMessage.kind == kind,
        OutboxMessage.subject_id == Occasion.id,
        OutboxMessage.created_at > since,
        or_(
            OutboxMessage.registration_id == Registration.id,
            OutboxMessage.recipient == address(),
        ),
    )


def is_muted() -> ColumnElement[bool]:
    """Tell whether a contact wants no such messages."""
    return exists().where(Mute.recipient == address())


def address() -> ColumnElement[str | None]:
    """Give the address or number of a contact."""
    return func.coalesce(Registration.contact_email, Registration.contact_phone)


def came() -> ColumnElement[bool]:
    """Tell whether somebody of a registration came, or had a place where nobody was noted."""
    own = exists().where(Participant.registration_id == Registration.id)
    had_place = own.where(Participant.status == ParticipantStatus.CONFIRMED)
    return or_(own.where(came_to_any()), and_(~was_noted(), had_place))
