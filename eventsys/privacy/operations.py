"""What forgets people: of a registration, or of a whole event. The counts stay."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from eventsys.attendance.forgetting import operations as attendance
from eventsys.checkin.forgetting import operations as checkin
from eventsys.core.audit import forget_details_of, forget_details_with, record
from eventsys.core.db import lock_row, wipe_what_goes
from eventsys.core.localtime import quarter_of
from eventsys.core.principal import Principal
from eventsys.evaluation.forgetting import operations as evaluation
from eventsys.events.models import Event
from eventsys.events.team.operations import write_contact
from eventsys.events.team.rules import NOBODY
from eventsys.exchange.forgetting import operations as exchange
from eventsys.messages.forgetting import operations as messages
from eventsys.privacy.forgetting import find_obstacle
from eventsys.registration.forgetting import operations as registration
from eventsys.registration.forgetting.queries import (
    count_kept,
    list_unforgotten,
    objects_about,
    together_with,
    words_about,
)
from eventsys.registration.models import Registration

MANY = 500
"""Registrations that are forgotten in one go."""


def forget(session: Session, found: Registration, *, at: datetime, by: Principal) -> int:
    """Forget the people of a registration, and of those brought into one with it; count them.

    Harmless when repeated. Raise `StillComing`, `PhonesHold` and `PicturesStand`.
    """
    wipe_what_goes(session)
    event = session.get_one(Event, found.event_id)
    known = registration.hold_all(session, together_with(session, found.id))
    if not known:
        return 0
    refuse(session, event, known, at=at)
    words = words_about(session, known)
    people = forget_some(session, event, known, at=at)
    exchange.forget(session, event, words)
    forget_details_with(session, words)
    record(session, "forget", found, {"people": people}, at=at, by=by)
    return people


def forget_event(session: Session, event: Event, *, at: datetime, by: Principal) -> int:
    """Forget everybody at an event, and what is written of them there; count them.

    What comes in from its phones after this counts nowhere. Harmless when repeated: then those
    are forgotten who came to be known since. Raise what `forget` raises.
    """
    wipe_what_goes(session)
    lock_row(session, event)
    known = list_unforgotten(session, event.id)
    refuse(session, event, known, at=at)
    people, words = 0, set[str]()
    for start in range(0, len(known), MANY):
        some = registration.hold_all(session, known[start : start + MANY])
        words |= words_about(session, some)
        people += forget_some(session, event, some, at=at)
    exchange.forget(session, event, words)
    checkin.forget_event(session, event)
    evaluation.forget_event(session, event)
    exchange.forget_event(session, event)
    write_contact(session, event, NOBODY)
    forget_details_of(session, {"event": [event.id]})
    if people or event.forgotten_at is None:
        event.forgotten_at = quarter_of(at)
        session.flush()
        record(session, "forget", event, {"people": people}, at=at, by=by)
    return people


def refuse(session: Session, event: Event, known: Sequence[int], *, at: datetime) -> None:
    """Raise what stands in the way."""
    obstacle = find_obstacle(session, event, known, at=at)
    if obstacle is not None:
        raise obstacle


def forget_some(session: Session, event: Event, known: Sequence[int], *, at: datetime) -> int:
    """Forget registrations that are held, package by package from the top; count their people."""
    people = count_kept(session, known).people
    forget_details_of(session, objects_about(session, known))
    messages.forget(session, known)
    evaluation.forget(session, known)
    attendance.forget(session, known)
    checkin.forget(session, known)
    registration.forget(session, event, known, at=at)
    return people
