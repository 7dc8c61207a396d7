"""What registers receivers, changes them and lets them go, and what people press for."""

from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from eventsys.core.audit import record
from eventsys.core.codes import new_public_id
from eventsys.core.keys import Purpose, keys
from eventsys.core.news import NewsKind, NewsWish
from eventsys.core.principal import Principal
from eventsys.exchange.webhooks.bodies import trial_body
from eventsys.exchange.webhooks.errors import ReceiverOff, TooManyReceivers
from eventsys.exchange.webhooks.models import Delivery, Receiver
from eventsys.exchange.webhooks.requests import ReceiverRequest
from eventsys.exchange.webhooks.rules import (
    BOTH_SECRETS,
    MOST_RECEIVERS,
    DeliveryState,
    new_secret,
)


class Registered(NamedTuple):
    """A new receiver, and its secret, which is shown this once."""

    receiver: Receiver
    secret: str


def add_receiver(
    session: Session, request: ReceiverRequest, *, at: datetime, by: Principal
) -> Registered:
    """Let a receiver hear of news from now on.

    Raise `AddressRefused`, `NoKinds` and `TooManyReceivers`.
    """
    request.check()
    if session.scalars(select(func.count()).select_from(Receiver)).one() >= MOST_RECEIVERS:
        raise TooManyReceivers(MOST_RECEIVERS)
    secret = new_secret()
    receiver = Receiver(
        label=request.label,
        url=request.url,
        secret_sealed=keys().seal(Purpose.WEBHOOK, secret),
        created_at=at,
        created_by=str(by),
    )
    session.add(receiver)
    session.flush()
    write_wishes(session, receiver, request.kinds)
    record(session, "create", receiver, details_of(request), at=at, by=by)
    return Registered(receiver, secret)


def amend_receiver(
    session: Session, receiver: Receiver, request: ReceiverRequest, *, at: datetime, by: Principal
) -> None:
    """Change what a receiver is for, where it is and what it hears of; the secret stays.

    What is on its way goes to the new address. Raise `AddressRefused` and `NoKinds`.
    """
    request.check()
    session.refresh(receiver, with_for_update=True)
    if request.url != receiver.url:
        receiver.rests_until = None
    receiver.label, receiver.url = request.label, request.url
    write_wishes(session, receiver, request.kinds)
    record(session, "amend", receiver, details_of(request), at=at, by=by)


def replace_secret(session: Session, receiver: Receiver, *, at: datetime, by: Principal) -> str:
    """Give a receiver a new secret, which is shown this once; the old one signs for a day more."""
    session.refresh(receiver, with_for_update=True)
    secret = new_secret()
    receiver.earlier_secret_sealed = receiver.secret_sealed
    receiver.earlier_until = at + BOTH_SECRETS
    receiver.secret_sealed = keys().seal(Purpose.WEBHOOK, secret)
    session.flush()
    record(session, "replace-secret", receiver, {"label": receiver.label}, at=at, by=by)
    return secret


def delete_receiver(session: Session, receiver: Receiver, *, at: datetime, by: Principal) -> None:
    """Let a receiver go, with all that was to be delivered to it and its log."""
    record(session, "delete", receiver, {"label": receiver.label}, at=at, by=by)
    session.execute(delete(NewsWish).where(NewsWish.hearer_id == receiver.id))
    session.execute(delete(Delivery).where(Delivery.receiver_id == receiver.id))
    session.delete(receiver)
    session.flush()


def switch_on(session: Session, receiver: Receiver, *, at: datetime, by: Principal) -> None:
    """Let a receiver hear again that was switched off; what it missed is not made up for."""
    session.refresh(receiver, with_for_update=True)
    if receiver.switched_off_at is None:
        return
    receiver.switched_off_at = receiver.failing_since = receiver.rests_until = None
    receiver.failures = 0
    session.flush()
    record(session, "switch-on", receiver, {"label": receiver.label}, at=at, by=by)


def send_trial(session: Session, receiver: Receiver, *, at: datetime) -> Delivery:
    """Lay news that say nothing, for one try at once."""
    trial = make_delivery(receiver, NewsKind.TEST, trial_body(at=at), at=at)
    session.add(trial)
    session.flush()
    return trial


def replay(
    session: Session, receiver: Receiver, delivery_id: int, *, at: datetime, by: Principal
) -> None:
    """Deliver once more, now, with the same id and body; harmless while it is being tried.

    Raise `ReceiverOff`.
    """
    session.refresh(receiver, with_for_update=True)
    if receiver.switched_off_at is not None:
        raise ReceiverOff
    again = (
        update(Delivery)
        .where(
            Delivery.id == delivery_id,
            Delivery.receiver_id == receiver.id,
            Delivery.state != DeliveryState.SENDING,
        )
        .values(state=DeliveryState.QUEUED, due_at=at, tries_before=Delivery.tries)
        .returning(Delivery.message_id)
    )
    message_id = session.scalar(again)
    if message_id is not None:
        receiver.rests_until = None
        record(session, "replay", receiver, {"delivery": message_id}, at=at, by=by)


def write_wishes(session: Session, receiver: Receiver, kinds: AbstractSet[NewsKind]) -> None:
    """Write down what a receiver wishes to hear of."""
    session.execute(delete(NewsWish).where(NewsWish.hearer_id == receiver.id))
    session.add_all(NewsWish(kind=kind, hearer_id=receiver.id) for kind in sorted(kinds))
    session.flush()


def make_delivery(receiver: Receiver, kind: NewsKind, body: str, *, at: datetime) -> Delivery:
    """Make what goes to a receiver, under an id that stays."""
    return Delivery(
        receiver_id=receiver.id,
        message_id=f"msg_{new_public_id()}",
        kind=kind,
        body=body,
        created_at=at,
        due_at=at,
    )


def details_of(request: ReceiverRequest) -> dict[str, object]:
    """Tell the log what was asked for; an address may hold a secret behind its host."""
    host = urlsplit(request.url).hostname
    return {"label": request.label, "host": host, "kinds": sorted(request.kinds)}
