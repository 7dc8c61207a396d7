"""What is asked of broadcasts: whom they reach, what they say, how far they are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, exists, func, or_, select
from sqlalchemy.orm import Session

from eventsys.attendance.people.queries import is_meant
from eventsys.attendance.people.rules import PeopleFilter
from eventsys.core.notice_kinds import NoticeKind
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.messages.broadcasts.models import Broadcast, BroadcastText
from eventsys.messages.broadcasts.rules import NOTHING_SAID, Said, paragraphs_of
from eventsys.messages.channels.models import BrokenChannel
from eventsys.messages.journal.queries import MessageRow, Told, list_rows
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import Channel


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How many messages of a broadcast there are, and how many of them left or will not."""

    waiting: int
    sent: int
    unsent: int


def list_broadcasts(session: Session, event: Event) -> Sequence[Broadcast]:
    """List what was written to people of an event, the newest first."""
    found = select(Broadcast).where(Broadcast.event_id == event.id)
    return session.scalars(found.order_by(Broadcast.id.desc())).all()


def find_broadcast(session: Session, event: Event, broadcast_id: int) -> Broadcast | None:
    """Find one of an event's broadcasts."""
    return session.scalar(select(Broadcast).filter_by(event_id=event.id, id=broadcast_id))


def find_due(
    session: Session, at: datetime, besides: Collection[int] = frozenset()
) -> Broadcast | None:
    """Find the broadcast that is to leave first of those whose time has come, besides some."""
    due = select(Broadcast).where(is_due(at), Broadcast.id.not_in(besides))
    return session.scalar(due.order_by(Broadcast.due_at, Broadcast.id).limit(1))


def is_due(at: datetime) -> ColumnElement[bool]:
    """Tell which broadcasts have messages to be made now."""
    return (
        (Broadcast.due_at <= at) & Broadcast.composed_at.is_(None) & Broadcast.stopped_at.is_(None)
    )


def texts_of(session: Session, broadcast: Broadcast) -> Mapping[Language, BroadcastText]:
    """Give what is written, by language."""
    found = select(BroadcastText).where(BroadcastText.broadcast_id == broadcast.id)
    return {each.language: each for each in session.scalars(found)}


def subjects_of(session: Session, broadcasts: Sequence[Broadcast]) -> Mapping[int, str]:
    """Give the Danish subject of each broadcast, by its id."""
    return subjects_by_id(session, [each.id for each in broadcasts])


def subjects_by_id(session: Session, ids: Collection[int]) -> Mapping[int, str]:
    """Give the Danish subjects of broadcasts, by their ids."""
    found = select(BroadcastText.broadcast_id, BroadcastText.subject).where(
        BroadcastText.broadcast_id.in_(ids),
        BroadcastText.language == Language.DANISH,
    )
    return {row.broadcast_id: row.subject for row in session.execute(found)}


def said_to(texts: Mapping[Language, BroadcastText], language: Language) -> Said:
    """Give what somebody reads who reads a language: in it, else in Danish."""
    text = texts.get(language) or texts[Language.DANISH]
    return Said(subject=text.subject, paragraphs=paragraphs_of(text.body), written_in=text.language)


def said_by(session: Session, message: OutboxMessage, language: Language) -> Said:
    """Give what a message says of a broadcast; nothing where it is about something else."""
    if message.kind is not NoticeKind.BROADCAST:
        return NOTHING_SAID
    broadcast = session.get_one(Broadcast, message.subject_id)
    return said_to(texts_of(session, broadcast), language)


def list_meant(
    session: Session, event_id: int, wanted: PeopleFilter, *, after: int, limit: int
) -> Sequence[Registration]:
    """List the next registrations of those who are meant, from behind an id on."""
    meant = select(Registration).where(Registration.id > after, has_somebody(event_id, wanted))
    return session.scalars(meant.order_by(Registration.id).limit(limit)).all()


def has_somebody(event_id: int, wanted: PeopleFilter) -> ColumnElement[bool]:
    """Tell of each registration whether somebody of it is meant."""
    return exists().where(
        Participant.registration_id == Registration.id, is_meant(event_id, wanted)
    )


def count_reached(session: Session, event_id: int, wanted: PeopleFilter) -> Told:
    """Count whom a broadcast reaches by which way, each address and number once."""
    recipient = case(
        (Registration.contact_channel == Channel.EMAIL, Registration.contact_email),
        (Registration.contact_channel == Channel.PHONE, Registration.contact_phone),
    )
    is_called = or_(
        func.coalesce(recipient, "") == "", exists().where(BrokenChannel.recipient == recipient)
    )
    reached = (
        select(
            case((is_called, Channel.NONE.value), else_=Registration.contact_channel).label("way"),
            func.coalesce(func.nullif(recipient, ""), Registration.reference).label("address"),
        )
        .where(Registration.event_id == event_id, has_somebody(event_id, wanted))
        .subquery()
    )
    counted = select(reached.c.way, func.count(reached.c.address.distinct()))
    numbers = {str(way): number for way, number in session.execute(counted.group_by(reached.c.way))}
    return Told(
        by_mail=numbers.get(Channel.EMAIL.value, 0),
        by_text=numbers.get(Channel.PHONE.value, 0),
        by_call=numbers.get(Channel.NONE.value, 0),
    )


def is_of(broadcast: Broadcast) -> ColumnElement[bool]:
    """Tell which messages are those of a broadcast."""
    return (OutboxMessage.kind == NoticeKind.BROADCAST) & (OutboxMessage.subject_id == broadcast.id)


def list_its_messages(
    session: Session, broadcast: Broadcast, *, before: int = 0, limit: int
) -> Sequence[MessageRow]:
    """List the messages of a broadcast, the newest first, from below an id on."""
    return list_rows(session, is_of(broadcast), before=before, limit=limit)


def count_messages(session: Session, broadcast: Broadcast) -> Progress:
    """Count how far the messages of a broadcast are."""
    counted = select(OutboxMessage.state, func.count().label("number")).where(is_of(broadcast))
    grouped = counted.group_by(OutboxMessage.state)
    numbers = {row.state: row.number for row in session.execute(grouped)}
    sent, unsent = numbers.get(MessageState.SENT, 0), numbers.get(MessageState.GIVEN_UP, 0)
    return Progress(waiting=sum(numbers.values()) - sent - unsent, sent=sent, unsent=unsent)
