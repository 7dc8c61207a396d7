"""What other programs hear of registrations: that people were registered, and that they left."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventsys.core.news import NewsKind, Told, put_news
from eventsys.registration.models import Participant, Registration
from eventsys.registration.rules import Source

TOLD_NOTHING = frozenset({Source.DEMONSTRATION, Source.PREPRINTED})
"""Invented people, and tickets that are nobody's."""


def tell_made(session: Session, registration: Registration, persons: int, *, at: datetime) -> None:
    """Lay news of so many persons who were registered."""
    tell(session, NewsKind.REGISTRATION_MADE, registration, persons, at=at)


def tell_left(session: Session, registration: Registration, persons: int, *, at: datetime) -> None:
    """Lay news of so many persons who will not come."""
    tell(session, NewsKind.REGISTRATION_CANCELLED, registration, persons, at=at)


def tell(
    session: Session, kind: NewsKind, registration: Registration, persons: int, *, at: datetime
) -> None:
    """Lay news of a registration, if it is somebody's."""
    if registration.source in TOLD_NOTHING:
        return
    told = Told(event_id=registration.event_id, reference=registration.reference, persons=persons)
    put_news(session, kind, [told], at=at)


def tell_list(
    session: Session, kind: NewsKind, registration_ids: Sequence[int], *, at: datetime
) -> None:
    """Lay news of each registration of a list, with how many persons it has."""
    rows = session.execute(
        select(Registration.event_id, Registration.reference, func.count())
        .join(Participant, Participant.registration_id == Registration.id)
        .where(Registration.id.in_(registration_ids))
        .group_by(Registration.id)
        .order_by(Registration.id)
    )
    told = [
        Told(event_id=event_id, reference=reference, persons=persons)
        for event_id, reference, persons in rows
    ]
    put_news(session, kind, told, at=at)
