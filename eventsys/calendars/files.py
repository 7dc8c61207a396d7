"""A calendar file: a fixed head, the zone, and the entries in the order of time."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from icalendar import Calendar, vDuration, vText, vUri

from eventsys.calendars.entries import ZONE_NAME, CalendarEntry, EndsBeforeStart, fragment_of, plain

PRODUCT = "-//eventsys//Events and occasions//EN"
REFRESH = timedelta(hours=1)
END = b"END:VCALENDAR\r\n"
# Outlook reads only yearly rules; exact since 1996. Icalendar's own zone is an hour late in March.
VTIMEZONE = b"""\
BEGIN:VTIMEZONE\r
TZID:Europe/Copenhagen\r
X-LIC-LOCATION:Europe/Copenhagen\r
BEGIN:DAYLIGHT\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
TZNAME:CEST\r
DTSTART:19700329T020000\r
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r
END:DAYLIGHT\r
BEGIN:STANDARD\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
TZNAME:CET\r
DTSTART:19701025T030000\r
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r
END:STANDARD\r
END:VTIMEZONE\r
"""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class CalendarHead:
    """What a calendar says of itself; `source` is the address of a feed, None for a single file.

    A personal feed says how often to come back, but not its address, which is a secret.
    `method` says what a mail wants done with the entries (RFC 5546); files and feeds have none.
    """

    name: str
    language: str
    source: str | None = None
    is_personal: bool = False
    method: str | None = None


def calendar_file(head: CalendarHead, entries: Iterable[CalendarEntry]) -> bytes:
    """Write a whole calendar; an impossible entry is left out and logged, the rest stays valid."""
    in_order = sorted(entries, key=lambda entry: (entry.starts_at, entry.uid))
    return head_of(head) + VTIMEZONE + b"".join(fragments(in_order)) + END


def head_of(head: CalendarHead) -> bytes:
    """Write the properties of the calendar itself, up to its first component."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    if head.method is not None:
        calendar.add("method", head.method)
    calendar.add("name", vText(plain(head.name)), parameters={"LANGUAGE": head.language})
    calendar.add("x-wr-calname", vText(plain(head.name)))
    calendar.add("x-wr-timezone", ZONE_NAME)
    if head.source is not None or head.is_personal:
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(REFRESH))
    if head.source is not None:
        calendar.add("source", vUri(head.source), parameters={"VALUE": "URI"})
    return bytes(calendar.to_ical()).removesuffix(END)


def fragments(entries: Iterable[CalendarEntry]) -> Iterator[bytes]:
    """Give each entry's VEVENT."""
    for entry in entries:
        try:
            yield fragment_of(entry)
        except EndsBeforeStart:
            logger.exception("a calendar entry is left out")
