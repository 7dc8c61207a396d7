"""Events as calendar entries."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from flask import current_app

from eventsys.calendars.entries import CalendarEntry
from eventsys.core.localtime import local_day
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.events.rules import EventStatus
from eventsys.web.common.words import _
from eventsys.web.feeds.plain import plain_text

ONE_DAY = timedelta(days=1)


def entries_of(event: EventView, language: Language) -> Iterator[CalendarEntry]:
    """Give an entry for each of an event's occasions, in the words of the language in force."""
    cancelled = event.status is EventStatus.CANCELLED
    address = f"{current_app.config['BASE_URL']}/{language}/events/{event.slug}"
    text = "\n\n".join(filter(None, (plain_text(event.body(language)), address)))
    for occasion in all_occasions(event):
        yield CalendarEntry(
            uid=occasion.calendar_uid,
            sequence=occasion.sequence,
            created_at=occasion.created_at,
            revised_at=max(occasion.revised_at, event.revised_at),
            starts_at=occasion.starts_at,
            ends_at=occasion.ends_at,
            title=event.title(language),
            text=text,
            language=event.title_language(language),
            url=address,
            place=", ".join(filter(None, (occasion.venue, occasion.address))),
            latitude=occasion.latitude,
            longitude=occasion.longitude,
            cancelled_word=_("CANCELLED") if cancelled or occasion.is_cancelled else None,
            related_to=course_of(event),
        )


def all_occasions(event: EventView) -> list[OccasionView]:
    """Give the occasions that take place and those that were cancelled singly."""
    return [*event.occasions, *event.cancelled_occasions]


def course_of(event: EventView) -> str | None:
    """Give what ties the occasions of a course together; None where there is only one."""
    return f"event-{event.id}" if len(all_occasions(event)) > 1 else None


def current_entries(
    events: Iterable[EventView], language: Language, since: datetime, at: datetime
) -> Iterator[CalendarEntry]:
    """Give the entries that a feed shows: none long past, cancelled ones until the day after."""
    for event in events:
        shown = {
            occasion.calendar_uid
            for occasion in all_occasions(event)
            if is_shown(event, occasion, since, at)
        }
        yield from (entry for entry in entries_of(event, language) if entry.uid in shown)


def is_shown(event: EventView, occasion: OccasionView, since: datetime, at: datetime) -> bool:
    """Tell whether a feed still shows an occasion."""
    if event.status is EventStatus.CANCELLED or occasion.is_cancelled:
        return local_day(at) <= local_day(occasion.ends_at) + ONE_DAY
    return occasion.ends_at > since
