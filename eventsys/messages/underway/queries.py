"""How far is what is being sent, event by event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from eventsys.core.notice_kinds import NoticeKind
from eventsys.messages.broadcasts.models import Broadcast
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.messages.queries import WAITING

PENDING = (*WAITING, MessageState.SENDING)
PENDING_ONE = aliased(OutboxMessage)
NUMBERS = (
    func.count().filter(OutboxMessage.state.in_(PENDING)),
    func.count().filter(OutboxMessage.state == MessageState.SENT),
    func.count().filter(OutboxMessage.state == MessageState.GIVEN_UP),
)


@dataclass(frozen=True, kw_only=True)
class Sending:
    """Messages of one kind at an event that are on their way; of a broadcast, its own.

    Those that are `waiting`, `sent` and `unsent` are all that were made of it so far; where it is
    not `is_whole` more are still to be made.
    """

    event_id: int
    kind: NoticeKind
    waiting: int
    sent: int
    unsent: int
    broadcast_id: int | None = None
    is_whole: bool = True


def list_under_way(session: Session, *, at: datetime) -> Sequence[Sending]:
    """List what is being sent now: what organisers wrote, then what the system tells by itself."""
    return [*list_broadcasts_under_way(session, at=at), *list_notices_under_way(session)]


def list_broadcasts_under_way(session: Session, *, at: datetime) -> Sequence[Sending]:
    """List the broadcasts whose time has come and that are not through, the oldest first."""
    is_its = and_(
        OutboxMessage.kind == NoticeKind.BROADCAST, OutboxMessage.subject_id == Broadcast.id
    )
    waits = exists().where(
        PENDING_ONE.kind == NoticeKind.BROADCAST,
        PENDING_ONE.subject_id == Broadcast.id,
        PENDING_ONE.state.in_(PENDING),
    )
    rows = session.execute(
        select(Broadcast.id, Broadcast.event_id, Broadcast.composed_at, *NUMBERS)
        .outerjoin(OutboxMessage, is_its)
        .where(
            Broadcast.due_at <= at,
            Broadcast.stopped_at.is_(None),
            or_(Broadcast.composed_at.is_(None), waits),
        )
        .group_by(Broadcast.id, Broadcast.event_id, Broadcast.composed_at)
        .order_by(Broadcast.id)
    )
    return [
        Sending(
            event_id=event_id,
            kind=NoticeKind.BROADCAST,
            waiting=waiting,
            sent=sent,
            unsent=unsent,
            broadcast_id=number,
            is_whole=composed_at is not None,
        )
        for number, event_id, composed_at, waiting, sent, unsent in rows
    ]


def list_notices_under_way(session: Session) -> Sequence[Sending]:
    """List what people are told of by itself, with what has left of the same news."""
    news = select(PENDING_ONE.notice_id).where(PENDING_ONE.state.in_(PENDING))
    rows = session.execute(
        select(OutboxMessage.event_id, OutboxMessage.kind, *NUMBERS)
        .where(OutboxMessage.notice_id.in_(news))
        .group_by(OutboxMessage.event_id, OutboxMessage.kind)
        .order_by(OutboxMessage.event_id, OutboxMessage.kind)
    )
    return [
        Sending(event_id=event_id, kind=kind, waiting=waiting, sent=sent, unsent=unsent)
        for event_id, kind, waiting, sent, unsent in rows
        if event_id is not None
    ]
