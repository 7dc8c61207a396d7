"""The events to which people of an actor registered, as rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from eventsys.core.localtime import local_day
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.registration.affiliations.queries import Use
from eventsys.web.common.dates import say_date


@dataclass(frozen=True, kw_only=True)
class EventUse:
    """An event with the number of people who come from an actor."""

    title: str
    language: Language
    url: str
    day: str
    people: int


def event_uses(
    uses: Sequence[Use], events: Sequence[EventView], language: Language
) -> list[EventUse]:
    """Put the use of an actor into rows, event by event."""
    known = {event.id: event for event in events}
    return [use_of(known[use.event_id], use.people, language) for use in uses]


def use_of(event: EventView, people: int, language: Language) -> EventUse:
    """Put the use of an actor by one event into a row."""
    return EventUse(
        title=event.title(language),
        language=event.title_language(language),
        url=url_for("organiser.events.show", slug=event.slug),
        day=say_date(local_day(event.first_start, event.zone), language),
        people=people,
    )
