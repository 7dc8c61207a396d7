"""What makes messages of notices, in slices: the worker may die between any two of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from eventsys.core.db import table_of
from eventsys.core.notice_kinds import OF_ACCOUNTS, OF_REGISTRATIONS
from eventsys.core.outbox import OF_EVENTS, Notice, NoticeKind
from eventsys.messages.channels.queries import list_broken, recipient_of
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.messages.queries import WAITING
from eventsys.messages.rules import (
    BROKEN,
    COURTESIES,
    NEWS,
    NO_CHANNEL,
    OVERTAKEN,
    awake_at,
    message_id_of,
)
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import Channel, ParticipantStatus

MANY = 100
messages = table_of(OutboxMessage)
ADD_IF_NEW = {
    "sqlite": sqlite.insert(messages).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(messages).on_conflict_do_nothing(),
}


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What messages are about, the same for everybody who gets one."""

    kind: NoticeKind
    subject_id: int
    revision: int
    notice_id: int | None = None


def compose_notices(session: Session, *, base_url: str, at: datetime) -> int:
    """Make messages of the notices that wait, oldest first, a slice at a time; count the notices.

    A notice for everybody at an event comes alone, as it may take many slices.
    """
    waiting = select(Notice).where(Notice.composed_at.is_(None), Notice.kind.not_in(OF_ACCOUNTS))
    notices = session.scalars(waiting.order_by(Notice.id).limit(MANY)).all()
    if notices and notices[0].kind in OF_EVENTS:
        compose_slice(session, notices[0], base_url=base_url, at=at)
        return 1
    for number, notice in enumerate(notices):
        if notice.kind in OF_EVENTS:
            return number
        if claim(session, notice, at=at) and not is_overtaken(session, notice):
            compose(session, notice, base_url=base_url, at=at)
    return len(notices)


def claim(session: Session, notice: Notice, *, at: datetime) -> bool:
    """Take a notice, unless another worker was faster."""
    taken = (
        update(Notice)
        .where(Notice.id == notice.id, Notice.composed_at.is_(None))
        .values(composed_at=at)
        .returning(Notice.id)
    )
    return session.scalar(taken) is not None


def is_overtaken(session: Session, notice: Notice) -> bool:
    """Tell whether something newer is to be said of the same subject to the same people."""
    is_of_event = notice.kind in OF_EVENTS
    newer = exists().where(
        Notice.subject_id == notice.subject_id,
        Notice.revision > notice.revision,
        Notice.kind.in_(OF_EVENTS if is_of_event else OF_REGISTRATIONS),
        or_(Notice.occasion_id.is_(None), Notice.occasion_id == notice.occasion_id),
    )
    return bool(session.scalar(select(newer)))


def compose(session: Session, notice: Notice, *, base_url: str, at: datetime) -> None:
    """Make the message of a notice about a registration; what it overtakes is ended."""
    older = (
        OutboxMessage.subject_id == notice.subject_id,
        OutboxMessage.kind.in_(OF_REGISTRATIONS - COURTESIES),
        OutboxMessage.revision < notice.revision,
    )
    end_waiting(session, *older)
    registration = session.get(Registration, notice.subject_id)
    if registration is not None:
        put_messages(session, matter_of(notice), [registration], base_url=base_url, at=at)


def compose_slice(session: Session, notice: Notice, *, base_url: str, at: datetime) -> None:
    """Make the next messages of a notice about an event; the notice is done with the last one."""
    if is_overtaken(session, notice):
        claim(session, notice, at=at)
        return
    if notice.cursor is None:
        end_waiting(session, *overtaken_by(notice))
    registrations = list_told(session, notice)
    is_last = len(registrations) < MANY
    moved = (
        update(Notice)
        .where(Notice.id == notice.id, Notice.composed_at.is_(None), is_at_cursor(notice))
        .values(
            cursor=registrations[-1].id if registrations else notice.cursor,
            composed_at=at if is_last else None,
        )
        .returning(Notice.id)
        .execution_options(synchronize_session=False)
    )
    if session.scalar(moved) is not None:
        put_messages(session, matter_of(notice), registrations, base_url=base_url, at=at)
    session.expire(notice)


def is_at_cursor(notice: Notice) -> ColumnElement[bool]:
    """Tell whether no other worker has taken the slice."""
    if notice.cursor is None:
        return Notice.cursor.is_(None)
    return Notice.cursor == notice.cursor


def list_told(session: Session, notice: Notice) -> Sequence[Registration]:
    """List the next registrations that are told: made before it happened, with somebody in them."""
    told = select(Registration).where(
        Registration.event_id == notice.subject_id,
        Registration.id > (notice.cursor or 0),
        Registration.created_at <= notice.created_at,
        is_live(),
    )
    if notice.occasion_id is not None:
        told = told.where(Registration.occasion_id == notice.occasion_id)
    return session.scalars(told.order_by(Registration.id).limit(MANY)).all()


def is_live() -> ColumnElement[bool]:
    """Tell whether somebody of a registration has not left."""
    return exists().where(
        Participant.registration_id == Registration.id,
        Participant.status != ParticipantStatus.DEREGISTERED,
    )


def overtaken_by(notice: Notice) -> list[ColumnElement[bool]]:
    """Write down which messages about an event a notice makes needless."""
    older = select(Notice.id).where(
        Notice.subject_id == notice.subject_id,
        Notice.kind.in_(OF_EVENTS),
        Notice.revision < notice.revision,
    )
    if notice.occasion_id is not None:
        older = older.where(Notice.occasion_id == notice.occasion_id)
    needless: ColumnElement[bool] = OutboxMessage.notice_id.in_(older)
    if notice.kind is NoticeKind.CANCELLED:
        needless = or_(needless, OutboxMessage.kind.in_(COURTESIES))
    return [OutboxMessage.event_id == notice.subject_id, needless]


def end_waiting(session: Session, *needless: ColumnElement[bool]) -> None:
    """Send nothing more of what a notice overtakes."""
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.state.in_(WAITING), *needless)
        .values(state=MessageState.GIVEN_UP, failure=OVERTAKEN)
        .execution_options(synchronize_session=False)
    )


def matter_of(notice: Notice) -> Matter:
    """Tell what a notice's messages are about."""
    return Matter(
        kind=notice.kind,
        subject_id=notice.subject_id,
        revision=notice.revision,
        notice_id=notice.id,
    )


def put_messages(
    session: Session,
    matter: Matter,
    registrations: Sequence[Registration],
    *,
    base_url: str,
    at: datetime,
) -> None:
    """Queue one message for each contact, or a call where there is no way to write to them."""
    broken = list_broken(session, map(recipient_of, registrations))
    rows = [
        message_row(matter, each, broken, base_url=base_url, at=at)
        for each in registrations
        if is_reached(matter, each)
    ]
    if rows:
        connection = session.connection()
        connection.execute(ADD_IF_NEW[connection.dialect.name], rows)


def is_reached(matter: Matter, registration: Registration) -> bool:
    """Tell whether a contact gets a message or a call about a matter."""
    if recipient_of(registration) is None:
        return matter.kind in NEWS
    return matter.kind is not NoticeKind.THANKS or registration.contact_channel is not Channel.PHONE


def message_row(
    matter: Matter,
    registration: Registration,
    broken: frozenset[str],
    *,
    base_url: str,
    at: datetime,
) -> dict[str, Any]:
    """Write a message down; one that cannot leave is given up at once, and visibly."""
    recipient = recipient_of(registration)
    failure = None if recipient else NO_CHANNEL
    if recipient in broken and matter.kind is not NoticeKind.REGISTERED:
        failure = BROKEN
    channel = registration.contact_channel if recipient else Channel.NONE
    address = recipient or registration.reference
    return {
        "notice_id": matter.notice_id,
        "event_id": registration.event_id,
        "registration_id": registration.id,
        "kind": matter.kind,
        "subject_id": matter.subject_id,
        "revision": matter.revision,
        "recipient": address,
        "channel": channel.value,
        "message_id": message_id_of(
            matter.kind, matter.subject_id, matter.revision, address, base_url
        ),
        "state": MessageState.GIVEN_UP if failure else MessageState.QUEUED,
        "failure": failure,
        "tries": 0,
        "resends": 0,
        "created_at": at,
        "due_at": awake_at(at) if channel is Channel.PHONE else at,
    }
