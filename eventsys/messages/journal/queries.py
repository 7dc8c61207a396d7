"""What organisers ask of an event's messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from eventsys.core.outbox import Notice, NoticeKind
from eventsys.events.models import Event
from eventsys.messages.channels.models import BrokenChannel
from eventsys.messages.composing.operations import is_live
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.messages.rules import ENDED_ON_PURPOSE
from eventsys.registration.models import Registration
from eventsys.registration.rules import Channel


@dataclass(frozen=True, kw_only=True)
class MessageRow:
    """A message as organisers see it; without a reference it is one they sent to themselves."""

    id: int
    kind: NoticeKind
    channel: str
    recipient: str
    state: MessageState
    failure: str | None
    created_at: datetime
    sent_at: datetime | None
    due_at: datetime
    reference: str | None


@dataclass(frozen=True, kw_only=True)
class CallRow:
    """Somebody to be called: what about, and what is known of them."""

    id: int
    kind: NoticeKind
    failure: str
    reference: str
    contact_name: str
    phone: str | None
    language: str
    is_broken: bool


@dataclass(frozen=True, kw_only=True)
class Told:
    """How many people a message to everybody at an event reaches, and by which way."""

    by_mail: int
    by_text: int
    by_call: int

    @property
    def all(self) -> int:
        """Count them all."""
        return self.by_mail + self.by_text + self.by_call


def list_messages(
    session: Session, event: Event, *, reference: str = "", before: int = 0, limit: int
) -> Sequence[MessageRow]:
    """List an event's messages, the newest first, from below an id on; or one registration's."""
    which = [OutboxMessage.event_id == event.id]
    if reference:
        which.append(Registration.reference == reference)
    return list_rows(session, *which, before=before, limit=limit)


def list_rows(
    session: Session, *which: ColumnElement[bool], before: int, limit: int
) -> Sequence[MessageRow]:
    """List some messages, the newest first, from below an id on."""
    found = (
        select(OutboxMessage, Registration.reference)
        .outerjoin(Registration, Registration.id == OutboxMessage.registration_id)
        .where(*which)
        .order_by(OutboxMessage.id.desc())
        .limit(limit)
    )
    if before:
        found = found.where(OutboxMessage.id < before)
    return [
        MessageRow(
            id=message.id,
            kind=message.kind,
            channel=message.channel,
            recipient=message.recipient,
            state=message.state,
            failure=message.failure,
            created_at=message.created_at,
            sent_at=message.sent_at,
            due_at=message.due_at,
            reference=known,
        )
        for message, known in session.execute(found)
    ]


def find_message(session: Session, event: Event, message_id: int) -> OutboxMessage | None:
    """Find one of an event's messages."""
    return session.scalar(
        select(OutboxMessage).where(
            OutboxMessage.event_id == event.id, OutboxMessage.id == message_id
        )
    )


def list_calls(session: Session, event: Event) -> Sequence[CallRow]:
    """List whom to call about an event: what could not be written, and nobody has dealt with."""
    is_broken = exists().where(BrokenChannel.recipient == OutboxMessage.recipient)
    calls = (
        select(OutboxMessage, Registration, is_broken)
        .join(Registration, Registration.id == OutboxMessage.registration_id)
        .where(OutboxMessage.event_id == event.id, *is_call())
        .order_by(OutboxMessage.id)
    )
    return [
        CallRow(
            id=message.id,
            kind=message.kind,
            failure=message.failure or "",
            reference=registration.reference,
            contact_name=registration.contact_name or "",
            phone=registration.contact_phone,
            language=registration.language,
            is_broken=broken,
        )
        for message, registration, broken in session.execute(calls)
    ]


def count_calls(session: Session, event: Event) -> int:
    """Count whom to call about an event."""
    calls = select(func.count()).where(
        OutboxMessage.event_id == event.id, OutboxMessage.registration_id.is_not(None), *is_call()
    )
    return session.scalars(calls).one()


def is_call() -> list[ColumnElement[bool]]:
    """Write down which messages somebody is to be called for."""
    return [
        OutboxMessage.state == MessageState.GIVEN_UP,
        OutboxMessage.failure.not_in(ENDED_ON_PURPOSE),
        OutboxMessage.settled_at.is_(None),
    ]


def count_told(session: Session, event_id: int) -> Told:
    """Count the people whom news of an event reaches, each address and number once."""
    address = func.coalesce(Registration.contact_email, Registration.contact_phone)
    found = (
        select(
            Registration.contact_channel,
            func.count(address.distinct()),
            func.count(Registration.id),
        )
        .where(Registration.event_id == event_id, is_live())
        .group_by(Registration.contact_channel)
    )
    numbers = {channel: (once, all_) for channel, once, all_ in session.execute(found)}
    return Told(
        by_mail=numbers.get(Channel.EMAIL, (0, 0))[0],
        by_text=numbers.get(Channel.PHONE, (0, 0))[0],
        by_call=numbers.get(Channel.NONE, (0, 0))[1],
    )


def is_announced(session: Session, event_id: int, kind: NoticeKind, *, at: datetime) -> bool:
    """Tell whether news of a kind was laid into the outbox at this very moment."""
    news = exists().where(
        Notice.kind == kind, Notice.subject_id == event_id, Notice.created_at == at
    )
    return bool(session.scalar(select(news)))
