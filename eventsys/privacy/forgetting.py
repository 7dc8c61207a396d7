"""What stands in the way of forgetting, and what it takes away."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.checkin.devices.rules import LATE_POSTS
from eventsys.checkin.models import Device
from eventsys.core.errors import DomainError
from eventsys.events.models import Event
from eventsys.events.queries import list_occasions
from eventsys.events.rules import EventStatus
from eventsys.messages.models import OutboxMessage
from eventsys.privacy.errors import PhonesHold, PicturesStand, StillComing
from eventsys.registration.forgetting.queries import (
    Kept,
    count_coming,
    count_kept,
    count_pictures_to_remove,
)


@dataclass(frozen=True, kw_only=True)
class Going:
    """What forgetting some registrations takes away, and why it cannot be done yet, if so."""

    kept: Kept
    messages: int
    obstacle: DomainError | None


def what_goes(
    session: Session, event: Event, registration_ids: Collection[int], *, at: datetime
) -> Going:
    """Tell what forgetting some registrations of an event would take away."""
    theirs = select(func.count()).where(OutboxMessage.registration_id.in_(registration_ids))
    return Going(
        kept=count_kept(session, registration_ids),
        messages=session.scalars(theirs).one(),
        obstacle=find_obstacle(session, event, registration_ids, at=at),
    )


def find_obstacle(
    session: Session, event: Event, registration_ids: Collection[int], *, at: datetime
) -> DomainError | None:
    """Tell why some registrations of an event cannot be forgotten yet; None where they can.

    Those of whom nobody comes any more can at any time. After the event phones may hold scans for
    as long as they may hand them in.
    """
    pictures = count_pictures_to_remove(session, registration_ids)
    if pictures:
        return PicturesStand(pictures)
    coming = count_coming(session, registration_ids)
    if not coming or event.status is EventStatus.CANCELLED:
        return None
    last_end = max((each.ends_at for each in list_occasions(session, event)), default=at)
    if at < last_end:
        return StillComing(coming)
    rows = count_unsent(session, event) if at < last_end + LATE_POSTS else 0
    return PhonesHold(rows) if rows else None


def count_unsent(session: Session, event: Event) -> int:
    """Count what an event's phones said they still hold."""
    held = select(func.sum(Device.told_unsent)).where(Device.event_id == event.id)
    return session.scalar(held) or 0
