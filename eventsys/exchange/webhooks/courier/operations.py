"""What turns news into deliveries, leases them, and writes down what came of each try."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.db import table_of
from eventsys.core.hold import find_hold
from eventsys.core.news import News, NewsKind, Told, put_news
from eventsys.core.principal import SYSTEM
from eventsys.exchange.webhooks.bodies import body_of
from eventsys.exchange.webhooks.errors import TryFailed
from eventsys.exchange.webhooks.models import Delivery, Receiver, ToldTotals
from eventsys.exchange.webhooks.operations import make_delivery
from eventsys.exchange.webhooks.queries import (
    is_due,
    is_old,
    list_kinds,
    list_receivers,
    oldest_due,
)
from eventsys.exchange.webhooks.rules import (
    BETWEEN_TOTALS,
    LEASE,
    MOST_TRIES,
    DeliveryState,
    Failure,
    is_dead,
    next_try_at,
    rest_until,
)

MANY = 100
PRESENT = frozenset({NewsKind.EVENT_CHANGED, NewsKind.CHECKIN_TOTALS})
"""What says how things stand now: of several about one event the newest says all."""


def compose_news(session: Session, *, at: datetime) -> int:
    """Make a delivery of the oldest news for each receiver that wishes it; count the news.

    News go and deliveries come in one transaction, and another courier passes over what this one
    holds: nothing is lost and nothing is made twice, whoever dies.
    """
    oldest = select(News).order_by(News.id).limit(MANY).with_for_update(skip_locked=True)
    found = session.scalars(oldest).all()
    hearers = hearers_of(session)
    for news in without_overtaken(found):
        receivers = hearers.get(news.kind, [])
        body = body_of(session, news, at=at) if receivers else None
        if body is not None:
            session.add_all(make_delivery(each, news.kind, body, at=at) for each in receivers)
    session.flush()
    session.execute(delete(News).where(News.id.in_([each.id for each in found])))
    return len(found)


def hearers_of(session: Session) -> Mapping[NewsKind, Sequence[Receiver]]:
    """Tell who hears of each kind of news; nobody who is switched off."""
    kinds = list_kinds(session)
    listening = [each for each in list_receivers(session) if each.switched_off_at is None]
    return {
        kind: [each for each in listening if kind in kinds.get(each.id, ())] for kind in NewsKind
    }


def without_overtaken(found: Iterable[News]) -> list[News]:
    """Leave out what says how an event stands where newer news say it."""
    newest = {(each.kind, each.event_id): each.id for each in found}
    return [
        each
        for each in found
        if each.kind not in PRESENT or newest[each.kind, each.event_id] == each.id
    ]


def lay_totals(session: Session, changes: Mapping[int, int], *, at: datetime) -> int:
    """Lay news of the totals of events, at most one a minute of each; count them."""
    told = [
        event_id for event_id, number in changes.items() if claim(session, event_id, number, at=at)
    ]
    news = [Told(event_id=event_id) for event_id in told]
    put_news(session, NewsKind.CHECKIN_TOTALS, news, at=at)
    return len(told)


def claim(session: Session, event_id: int, number: int, *, at: datetime) -> bool:
    """Write down that an event's totals are told now; False where another courier was faster."""
    table = table_of(ToldTotals)
    make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = (
        make(table)
        .values(event_id=event_id, changes=number, told_at=at)
        .on_conflict_do_update(
            index_elements=["event_id"],
            set_={"changes": number, "told_at": at},
            where=table.c.told_at <= at - BETWEEN_TOTALS,
        )
        .returning(table.c.event_id)
    )
    return session.execute(statement).scalar() is not None


def lease_delivery(session: Session, *, at: datetime) -> int | None:
    """Take what is due for the longest time, so that no other courier tries it meanwhile.

    A lease that ran out belonged to a courier that died: the delivery is tried again under its id.
    Nothing is taken while sending is held.
    """
    if find_hold(session) is not None:
        return None
    give_up_lost(session, at=at)
    return session.scalar(
        update(Delivery)
        .where(Delivery.id == oldest_due(at).scalar_subquery(), is_due(at))
        .values(state=DeliveryState.SENDING, lease_until=at + LEASE, tries=Delivery.tries + 1)
        .returning(Delivery.id)
    )


def give_up_lost(session: Session, *, at: datetime) -> None:
    """Give up deliveries over whose last try a courier died."""
    session.execute(
        update(Delivery)
        .where(
            Delivery.state == DeliveryState.SENDING,
            Delivery.lease_until <= at,
            Delivery.tries - Delivery.tries_before >= MOST_TRIES,
        )
        .values(state=DeliveryState.GIVEN_UP, failure=Failure.LOST, lease_until=None)
    )


def mark_delivered(session: Session, delivery_id: int, status: int, *, at: datetime) -> None:
    """Write down that a delivery arrived; its receiver is well again."""
    delivery = session.get(Delivery, delivery_id)
    if delivery is None:
        return  # its receiver was deleted meanwhile
    settle(delivery, DeliveryState.DELIVERED, status, None, at=at)
    receiver = session.get_one(Receiver, delivery.receiver_id, with_for_update=True)
    receiver.failures = 0
    receiver.failing_since = receiver.rests_until = None


def note_failure(session: Session, delivery_id: int, why: TryFailed, *, at: datetime) -> None:
    """Write down that a try failed: it is tried again later, given up, or its receiver is off."""
    delivery = session.get(Delivery, delivery_id)
    if delivery is None:
        return  # its receiver was deleted meanwhile
    due_at = next_try_at(delivery.tries - delivery.tries_before, at)
    is_last = due_at is None or delivery.kind is NewsKind.TEST
    state = DeliveryState.GIVEN_UP if is_last else DeliveryState.QUEUED
    settle(delivery, state, why.status, why.failure, at=at)
    delivery.due_at = due_at or delivery.due_at
    if delivery.kind is not NewsKind.TEST:
        note_silence(session, delivery.receiver_id, at=at)


def settle(
    delivery: Delivery,
    state: DeliveryState,
    status: int | None,
    failure: Failure | None,
    *,
    at: datetime,
) -> None:
    """End a try: the delivery is nobody's any more."""
    delivery.state, delivery.status, delivery.failure = state, status, failure
    delivery.tried_at, delivery.lease_until = at, None


def note_silence(session: Session, receiver_id: int, *, at: datetime) -> None:
    """Let a receiver rest that did not take something; after days it is switched off."""
    session.flush()
    receiver = session.get_one(Receiver, receiver_id, with_for_update=True)
    receiver.failures += 1
    receiver.failing_since = receiver.failing_since or at
    receiver.rests_until = rest_until(receiver.failures, at)
    if receiver.switched_off_at is None and is_dead(receiver.failing_since, at):
        switch_off(session, receiver, at=at)


def switch_off(session: Session, receiver: Receiver, *, at: datetime) -> None:
    """Let nothing more go to a receiver that has been away for days."""
    receiver.switched_off_at = at
    session.execute(
        update(Delivery)
        .where(Delivery.receiver_id == receiver.id, Delivery.state == DeliveryState.QUEUED)
        .values(state=DeliveryState.GIVEN_UP, failure=Failure.SWITCHED_OFF)
    )
    details = {"label": receiver.label, "failing since": receiver.failing_since}
    record(session, "switch-off", receiver, details, at=at, by=SYSTEM)


def drop_old(session: Session, *, at: datetime) -> int:
    """Take what is no longer kept out of the log; count it."""
    gone = delete(Delivery).where(is_old(at)).returning(Delivery.id)
    return len(session.scalars(gone).all())
