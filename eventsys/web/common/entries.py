"""Events as calendar entries, for feeds and for what is attached to mail."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from flask import current_app

from eventsys.calendars.entries import CalendarEntry
from eventsys.calendars.files import CalendarHead, calendar_file
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.events.rules import EventStatus
from eventsys.web.common.languages import speaking
from eventsys.web.common.plain import plain_text
from eventsys.web.common.readings import reading_words
from eventsys.web.common.words import _


def entries_of(event: EventView, language: Language) -> Iterator[CalendarEntry]:
    """Give an entry for each of an event's occasions, in the words of the language in force."""
    cancelled = event.status is EventStatus.CANCELLED
    address = f"{current_app.config['BASE_URL']}/{language}/events/{event.slug}"
    note = reading_words(event.reading(language))
    text = "\n\n".join(filter(None, (plain_text(event.body(language)), note, address)))
    for occasion in all_occasions(event):
        yield CalendarEntry(
            uid=occasion.calendar_uid,
            sequence=occasion.sequence,
            created_at=occasion.created_at,
            revised_at=occasion.revised_at,
            starts_at=occasion.starts_at,
            ends_at=occasion.ends_at,
            title=event.title(language),
            text=text,
            language=event.title_language(language),
            text_language=event.body_language(language),
            url=address,
            place=occasion.place,
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


def attached_calendar(
    event: EventView, occasions: Sequence[OccasionView], language: Language, sender: str
) -> bytes:
    """Write the occasions that a mail is about as a calendar; one that is off takes them back."""
    is_off = event.status is EventStatus.CANCELLED
    uids = {occasion.calendar_uid for occasion in occasions}
    with speaking(language):
        head = CalendarHead(
            name=event.title(language),
            language=language.value,
            method="CANCEL" if is_off else "PUBLISH",
        )
        entries = [
            replace(entry, organiser=sender)
            for entry in entries_of(event, language)
            if entry.uid in uids
        ]
        return calendar_file(head, entries)
