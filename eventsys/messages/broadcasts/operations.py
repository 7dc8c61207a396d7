"""What writes, sends and stops broadcasts, and makes messages of them in slices."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.notice_kinds import NoticeKind
from eventsys.core.principal import Principal
from eventsys.core.standing import Rendering, Words, restate
from eventsys.core.text import Language
from eventsys.events.models import Event
from eventsys.messages.broadcasts.errors import AlreadySent, NobodyMeant
from eventsys.messages.broadcasts.models import Broadcast, BroadcastText
from eventsys.messages.broadcasts.queries import (
    find_due,
    is_due,
    is_of,
    list_meant,
    texts_of,
)
from eventsys.messages.broadcasts.rules import BroadcastPlan, read_audience, write_audience
from eventsys.messages.composing.operations import MANY, Matter, put_messages
from eventsys.messages.models import MessageState, OutboxMessage
from eventsys.messages.queries import WAITING
from eventsys.messages.rules import STOPPED

ONLY_ONCE = 1
"""The revision of all its messages: nobody gets a broadcast twice."""


def draft_broadcast(
    session: Session,
    event: Event,
    plan: BroadcastPlan,
    key: str,
    *,
    at: datetime,
    by: Principal,
) -> Broadcast:
    """Keep something to be sent to chosen people; a form that comes twice gives the same one."""
    session.refresh(event, with_for_update=True)
    known = session.scalar(select(Broadcast).filter_by(key=key))
    if known is not None:
        return known
    broadcast = Broadcast(event_id=event.id, key=key, created_at=at)
    keep(session, broadcast, plan, at=at)
    record(session, "write", broadcast, {"languages": sorted(plan.texts)}, at=at, by=by)
    return broadcast


def rewrite_broadcast(
    session: Session, broadcast: Broadcast, plan: BroadcastPlan, *, at: datetime, by: Principal
) -> None:
    """Change what is to be sent, and to whom, while it is a draft."""
    hold_draft(session, broadcast)
    keep(session, broadcast, plan, at=at)
    record(session, "rewrite", broadcast, {"languages": sorted(plan.texts)}, at=at, by=by)


def hold_draft(session: Session, broadcast: Broadcast) -> None:
    """Keep others from changing or sending a draft until the transaction ends."""
    session.refresh(broadcast, with_for_update=True)
    if broadcast.due_at is not None:
        raise AlreadySent


def keep(session: Session, broadcast: Broadcast, plan: BroadcastPlan, *, at: datetime) -> None:
    """Keep whom a broadcast is for and what it says; tell which texts lag behind the Danish."""
    broadcast.audience, broadcast.chosen = write_audience(plan.audience), plan.chosen
    session.add(broadcast)
    session.flush()
    known = texts_of(session, broadcast)
    renderings = {each: Rendering(row.words, row.standing) for each, row in known.items()}
    words: Mapping[Language, Words] = {
        language: text.words for language, text in plan.texts.items()
    }
    standings = restate(renderings, words, plan.said, at=at)
    for language in known.keys() - plan.texts.keys():
        session.delete(known[language])
    for language, text in plan.texts.items():
        row = known.get(language) or BroadcastText(broadcast_id=broadcast.id, language=language)
        row.subject, row.body, row.standing = text.subject, text.body, standings[language]
        session.add(row)
    session.flush()


def send_broadcast(
    session: Session, broadcast: Broadcast, due_at: datetime, *, at: datetime, by: Principal
) -> None:
    """Let a broadcast leave at a moment; whoever presses twice, or in two tabs, sends it once."""
    session.refresh(broadcast, with_for_update=True)
    if broadcast.due_at is not None:
        raise AlreadySent
    wanted = read_audience(broadcast.audience)
    if not list_meant(session, broadcast.event_id, wanted, after=0, limit=1):
        raise NobodyMeant
    broadcast.due_at = max(due_at, at)
    session.flush()
    record(session, "send", broadcast, {"due_at": broadcast.due_at}, at=at, by=by)


def stop_broadcast(session: Session, broadcast: Broadcast, *, at: datetime, by: Principal) -> None:
    """Send nothing more of a broadcast; what has left has left. Harmless when repeated."""
    session.refresh(broadcast, with_for_update=True)
    if broadcast.due_at is None or broadcast.stopped_at is not None:
        return
    broadcast.stopped_at = at
    session.flush()
    session.execute(
        update(OutboxMessage)
        .where(is_of(broadcast), OutboxMessage.state.in_(WAITING))
        .values(state=MessageState.GIVEN_UP, failure=STOPPED)
        .execution_options(synchronize_session=False)
    )
    record(session, "stop", broadcast, {}, at=at, by=by)


def compose_broadcasts(
    session: Session, *, base_url: str, at: datetime, besides: Collection[int] = frozenset()
) -> int:
    """Make the next messages of the broadcast that is due, besides some; 0 where none is.

    The worker may die between two slices, and there may be two workers: who has moved the cursor
    makes the messages, in the same transaction.
    """
    broadcast = find_due(session, at, besides)
    if broadcast is None:
        return 0
    wanted, cursor = read_audience(broadcast.audience), broadcast.cursor
    registrations = list_meant(session, broadcast.event_id, wanted, after=cursor, limit=MANY)
    is_last = len(registrations) < MANY
    moved = (
        update(Broadcast)
        .where(Broadcast.id == broadcast.id, Broadcast.cursor == cursor, is_due(at))
        .values(
            cursor=registrations[-1].id if registrations else cursor,
            composed_at=at if is_last else None,
        )
        .returning(Broadcast.id)
        .execution_options(synchronize_session=False)
    )
    if session.scalar(moved) is not None:
        matter = Matter(kind=NoticeKind.BROADCAST, subject_id=broadcast.id, revision=ONLY_ONCE)
        put_messages(session, matter, registrations, base_url=base_url, at=at)
    session.expire(broadcast)
    return 1
