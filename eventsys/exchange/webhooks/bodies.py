"""What stands in news: ids, numbers and moments; nobody's name."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventsys.attendance.queries import count_event
from eventsys.core.news import News, NewsKind
from eventsys.events.models import Event
from eventsys.events.queries import list_occasions


def body_of(session: Session, news: News, *, at: datetime) -> str | None:
    """Write news down; None where the event is gone that they are about.

    What changes and totals say is how things stand now, at the moment of writing.
    """
    event = session.scalar(select(Event).where(Event.id == news.event_id))
    if event is None:
        return None
    return as_text(news.kind, WRITERS[news.kind](session, news, event, at), at=news.at)


def trial_body(*, at: datetime) -> str:
    """Write news that say nothing."""
    return as_text(NewsKind.TEST, {}, at=at)


def as_text(kind: NewsKind, data: Mapping[str, object], *, at: datetime) -> str:
    """Put news into the envelope that all have in common."""
    envelope = {"type": kind.value, "timestamp": moment(at), "data": data}
    return json.dumps(envelope, separators=(",", ":"))


def moment(at: datetime) -> str:
    """Write a moment as the API does."""
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def about_registration(_: Session, news: News, event: Event, __: datetime) -> Mapping[str, object]:
    """Tell which registration it is and how many persons of it."""
    return {"event": event.slug, "registration": news.reference, "persons": news.persons}


def about_event(session: Session, _: News, event: Event, __: datetime) -> Mapping[str, object]:
    """Tell how an event stands, and when its dates are."""
    return {
        "event": event.slug,
        "status": event.status.value,
        "occasions": [
            {
                "no": each.no,
                "starts_at": moment(each.starts_at),
                "ends_at": moment(each.ends_at),
                "cancelled": each.cancelled_at is not None,
            }
            for each in list_occasions(session, event)
        ],
    }


def about_totals(session: Session, _: News, event: Event, at: datetime) -> Mapping[str, object]:
    """Tell how many are registered and came, as the API counts them."""
    count = count_event(session, event, at=at)
    heads = count.head_count
    return {
        "event": event.slug,
        "as_of": moment(at),
        "registered": count.registered,
        "confirmed": count.confirmed,
        "waiting": count.waiting,
        "offered": count.offered,
        "deregistered": count.deregistered,
        "admitted": count.admitted,
        "admissions": count.admissions,
        "walk_ins": count.walk_ins,
        "no_shows": count.no_shows,
        "head_count": None if heads is None else {"value": heads.value, "kind": heads.kind.value},
    }


Writer = Callable[[Session, News, Event, datetime], Mapping[str, object]]
WRITERS: Mapping[NewsKind, Writer] = {
    NewsKind.REGISTRATION_MADE: about_registration,
    NewsKind.REGISTRATION_CANCELLED: about_registration,
    NewsKind.EVENT_CHANGED: about_event,
    NewsKind.CHECKIN_TOTALS: about_totals,
}
