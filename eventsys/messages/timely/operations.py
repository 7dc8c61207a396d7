"""What makes the reminders and thank-yous whose time has come."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from eventsys.core.localtime import local_day
from eventsys.core.outbox import NoticeKind
from eventsys.messages.composing.operations import Matter, put_messages
from eventsys.messages.timely.queries import Due, list_reminded, list_thanked


def compose_reminders(session: Session, *, base_url: str, at: datetime) -> int:
    """Make reminders of what begins within a day, a slice at a time; count the registrations.

    One for each contact, occasion and day: what is moved to another day is reminded of again.
    """
    return put_due(session, NoticeKind.REMINDER, list_reminded(session, at), base_url, at=at)


def compose_thanks(session: Session, *, base_url: str, at: datetime) -> int:
    """Make thank-yous for what is over since yesterday, a slice at a time; count them."""
    return put_due(session, NoticeKind.THANKS, list_thanked(session, at), base_url, at=at)


def put_due(
    session: Session, kind: NoticeKind, found: Iterable[Due], base_url: str, *, at: datetime
) -> int:
    """Queue the messages of one kind, about one occasion after the other."""
    number = 0
    for (occasion_id, moment), dues in groupby(found, lambda due: (due.occasion_id, due.moment)):
        registrations = [due.registration for due in dues]
        matter = Matter(kind=kind, subject_id=occasion_id, revision=local_day(moment).toordinal())
        put_messages(session, matter, registrations, base_url=base_url, at=at)
        number += len(registrations)
    return number
