"""What is asked of receivers, of deliveries and of the news that wait."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from eventsys.checkin.arrivals.queries import LATELY
from eventsys.checkin.models import Arrival, HeadCount
from eventsys.core.news import News, NewsKind, NewsWish
from eventsys.events.models import Occasion
from eventsys.exchange.webhooks.models import Delivery, Receiver, ToldTotals
from eventsys.exchange.webhooks.rules import BETWEEN_TOTALS, DEAD_AFTER, KEPT, DeliveryState

EARLIEST = timedelta(days=1)
"""How long before an occasion people may be let in."""
SHOWN = 100
"""How many deliveries a receiver's log shows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What became of a receiver's deliveries: how many wait, and when one last arrived."""

    waiting: int = 0
    given_up: int = 0
    arrived_at: datetime | None = None


def list_receivers(session: Session) -> Sequence[Receiver]:
    """List all receivers, by name."""
    return session.scalars(select(Receiver).order_by(Receiver.label, Receiver.id)).all()


def find_receiver(session: Session, receiver_id: int) -> Receiver | None:
    """Find a receiver; None where there is none with this id."""
    return session.get(Receiver, receiver_id)


def list_kinds(session: Session) -> Mapping[int, Sequence[NewsKind]]:
    """List the kinds of news that each receiver wishes to hear of, by its id."""
    kinds: defaultdict[int, list[NewsKind]] = defaultdict(list)
    for wish in session.scalars(select(NewsWish)):
        kinds[wish.hearer_id].append(wish.kind)
    return kinds


def read_standings(session: Session) -> Mapping[int, Standing]:
    """Tell what became of the deliveries of each receiver, by its id."""
    is_waiting = Delivery.state.in_([DeliveryState.QUEUED, DeliveryState.SENDING])
    has_arrived = Delivery.state == DeliveryState.DELIVERED
    rows = session.execute(
        select(
            Delivery.receiver_id,
            func.sum(case((is_waiting, 1), else_=0)).label("waiting"),
            func.sum(case((Delivery.state == DeliveryState.GIVEN_UP, 1), else_=0)).label(
                "given_up"
            ),
            func.max(case((has_arrived, Delivery.tried_at))).label("arrived_at"),
        ).group_by(Delivery.receiver_id)
    )
    return {
        row.receiver_id: Standing(
            waiting=row.waiting, given_up=row.given_up, arrived_at=row.arrived_at
        )
        for row in rows
    }


def list_deliveries(session: Session, receiver: Receiver) -> Sequence[Delivery]:
    """List the newest deliveries of a receiver."""
    mine = select(Delivery).where(Delivery.receiver_id == receiver.id)
    return session.scalars(mine.order_by(Delivery.id.desc()).limit(SHOWN)).all()


def count_dead(session: Session, *, at: datetime) -> int:
    """Count the receivers that are switched off, or have not taken anything for a day."""
    dead = or_(Receiver.switched_off_at.is_not(None), Receiver.failing_since <= at - DEAD_AFTER)
    return session.scalars(select(func.count()).select_from(Receiver).where(dead)).one()


def is_any_news(session: Session) -> bool:
    """Tell whether news wait to become deliveries."""
    return bool(session.scalar(select(exists().where(News.id.is_not(None)))))


def is_any_due(session: Session, *, at: datetime) -> bool:
    """Tell whether something is to be delivered now."""
    return session.scalar(oldest_due(at)) is not None


def is_any_old(session: Session, *, at: datetime) -> bool:
    """Tell whether the log holds what is no longer kept."""
    return bool(session.scalar(select(exists().where(is_old(at)))))


def is_old(at: datetime) -> ColumnElement[bool]:
    """Write down which deliveries are no longer kept: none that is still on its way."""
    ended = Delivery.state.in_([DeliveryState.DELIVERED, DeliveryState.GIVEN_UP])
    return and_(ended, Delivery.created_at <= at - KEPT)


def is_due(at: datetime) -> ColumnElement[bool]:
    """Write down which deliveries are to be tried now, whatever their receiver does."""
    return or_(
        and_(Delivery.state == DeliveryState.QUEUED, Delivery.due_at <= at),
        and_(Delivery.state == DeliveryState.SENDING, Delivery.lease_until <= at),
    )


def oldest_due(at: datetime) -> Select[int]:
    """Choose what is due for the longest time; a receiver that is off or rests gets tests alone."""
    is_listening = and_(
        Receiver.switched_off_at.is_(None),
        or_(Receiver.rests_until.is_(None), Receiver.rests_until <= at),
    )
    return (
        select(Delivery.id)
        .join(Receiver, Receiver.id == Delivery.receiver_id)
        .where(is_due(at), or_(is_listening, Delivery.kind == NewsKind.TEST))
        .order_by(Delivery.due_at, Delivery.id)
        .limit(1)
    )


def find_new_totals(session: Session, *, at: datetime) -> Mapping[int, int]:
    """Tell how often the totals of events have changed, of those for whom it is time to tell it.

    Nothing is counted where nobody wishes to hear of it.
    """
    if not session.scalar(select(exists().where(NewsWish.kind == NewsKind.CHECKIN_TOTALS))):
        return {}
    changes = count_changes(session, at=at)
    told = {each.event_id: each for each in session.scalars(select(ToldTotals))}
    return {
        event_id: number
        for event_id, number in sorted(changes.items())
        if event_id not in told
        or (told[event_id].changes != number and told[event_id].told_at <= at - BETWEEN_TOTALS)
    }


def count_changes(session: Session, *, at: datetime) -> Mapping[int, int]:
    """Count how often something changed who came, for each event that something may yet come to."""
    held = select(Occasion.id).where(
        Occasion.starts_at <= at + EARLIEST, Occasion.ends_at > at - LATELY
    )
    of_phones = (
        select(Occasion.event_id, func.sum(Arrival.changes))
        .join(Arrival, Arrival.occasion_id == Occasion.id)
        .where(Occasion.id.in_(held))
        .group_by(Occasion.event_id)
    )
    heads = (
        select(HeadCount.event_id, func.count() + func.count(HeadCount.left_out_for))
        .where(HeadCount.occasion_id.in_(held))
        .group_by(HeadCount.event_id)
    )
    changes: defaultdict[int, int] = defaultdict(int)
    for counted in (of_phones, heads):
        for event_id, number in session.execute(counted):
            changes[event_id] += int(number)
    return changes
