"""Which calendar entries a feed shows."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

from eventsys.calendars.entries import CalendarEntry
from eventsys.core.localtime import from_local, local_day
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.events.rules import EventStatus
from eventsys.web.common.entries import all_occasions, entries_of

ONE_DAY = timedelta(days=1)
LOOKING_BACK = timedelta(days=30)


def midnight(at: datetime) -> datetime:
    """Tell when the local day began; until the next one a feed shows the same."""
    return from_local(datetime.combine(local_day(at), time()))


def looking_back(at: datetime) -> datetime:
    """Tell since when feeds show what is over."""
    return midnight(at) - LOOKING_BACK


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
