"""Reads an .ics file as a list of events, a row each, so that it goes the way of all lists."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Protocol

from icalendar import Calendar
from icalendar.cal.component import Component

from eventsys.core.localtime import COPENHAGEN
from eventsys.core.text import mask_cpr
from eventsys.exchange.imports.events.rules import HEADINGS, EventColumn
from eventsys.exchange.imports.reading import LONGEST_FILE_NAME
from eventsys.exchange.imports.rules import ImportFile
from eventsys.exchange.tables.cells import CONTROLS, UNREADABLE
from eventsys.exchange.tables.rules import FROM_ORGANISERS, Reason, UnreadableTable

BEGIN = b"BEGIN:VCALENDAR"
# What icalendar raises for files that are cut off, nested without end or were never calendars.
DAMAGES = (
    *(ValueError, KeyError, IndexError, TypeError, AttributeError),
    *(OverflowError, RecursionError),
)
LONGEST_PROSE = 4000
LONGEST_LINE = 200
OWN_HEADS = [HEADINGS[column][0].capitalize() for column in EventColumn]


class Property(Protocol):
    """A property of an event: a moment, a day or a length, with what is said of it."""

    dt: date | datetime | timedelta
    params: Mapping[str, object]


def is_calendar(content: bytes) -> bool:
    """Tell a calendar by how it begins."""
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[: len(BEGIN)].upper() == BEGIN


def read_calendar(name: str, content: bytes) -> ImportFile:
    """Read the events of a calendar. Raise `UnreadableTable`."""
    if len(content) > FROM_ORGANISERS.file:
        raise UnreadableTable(Reason.TOO_LARGE)
    try:
        calendars = Calendar.from_ical(content.decode("utf-8-sig"), multiple=True)
        rows = list(rows_of(calendars))
    except UnicodeDecodeError as error:
        raise UnreadableTable(Reason.OTHER_ALPHABET) from error
    except DAMAGES as error:
        raise UnreadableTable(Reason.DAMAGED_CALENDAR) from error
    if not rows:
        raise UnreadableTable(Reason.EMPTY)
    if len(rows) > FROM_ORGANISERS.rows:
        raise UnreadableTable(Reason.TOO_MANY_ROWS)
    return ImportFile(
        name=name[:LONGEST_FILE_NAME],
        digest=sha256(content).hexdigest(),
        heads=OWN_HEADS,
        rows=list(enumerate(rows, start=1)),
    )


def rows_of(calendars: list[Calendar]) -> Iterator[list[str]]:
    """Write each event of the calendars as a row."""
    for calendar in calendars:
        for event in calendar.walk("VEVENT"):
            yield cells_of(event)


def cells_of(event: Component) -> list[str]:
    """Write an event as cells, in the order of the columns."""
    starts = said(event, "DTSTART")
    cells = {
        EventColumn.TITLE: line(one(event, "SUMMARY")),
        EventColumn.START: starts,
        EventColumn.END: said(event, "DTEND") or after(event),
        EventColumn.VENUE: line(one(event, "LOCATION")),
        EventColumn.BODY: prose(one(event, "DESCRIPTION")),
        EventColumn.REPEATS: "1" if "RRULE" in event or "RDATE" in event else "",
    }
    return [cells[column] for column in EventColumn]


def one(event: Component, name: str) -> Property | None:
    """Give a property; of several the first counts."""
    given = event.get(name)
    found: Property | None = given[0] if isinstance(given, list) else given
    return found


def said(event: Component, name: str) -> str:
    """Write a moment: with its distance from UTC, or as local time where it is ours or nobody's.

    A time that does not exist in a foreign zone, or whose zone is unknown, is written with the
    zone's name, and nobody can read it then.
    """
    given = one(event, name)
    moment = None if given is None else given.dt
    if given is None or not isinstance(moment, datetime):
        return moment.isoformat() if isinstance(moment, date) else ""
    zone = str(given.params.get("TZID", ""))
    if moment.tzinfo is None or zone == COPENHAGEN:
        foreign = zone if moment.tzinfo is None and zone else ""
        return f"{moment.replace(tzinfo=None).isoformat()} {foreign}".strip()
    if not exists(moment):
        return f"{moment.replace(tzinfo=None).isoformat()} {zone}"
    return moment.isoformat()


def exists(moment: datetime) -> bool:
    """Tell whether the clocks of its zone show a moment's time at all."""
    there_and_back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return there_and_back.replace(tzinfo=None) == moment.replace(tzinfo=None)


def after(event: Component) -> str:
    """Write the end of an event that says how long it lasts instead."""
    starts, lasts = one(event, "DTSTART"), one(event, "DURATION")
    if starts is None or lasts is None or not isinstance(starts.dt, datetime):
        return ""
    if not isinstance(lasts.dt, timedelta):
        return ""
    moment = starts.dt + lasts.dt
    zone = str(starts.params.get("TZID", ""))
    is_local = moment.tzinfo is None or zone == COPENHAGEN
    return moment.replace(tzinfo=None).isoformat() if is_local else moment.isoformat()


def line(text: object) -> str:
    """Write a text in one line."""
    return " ".join(prose(text).split())[:LONGEST_LINE]


def prose(text: object) -> str:
    """Write a text as it may be kept."""
    return mask_cpr(CONTROLS.sub(UNREADABLE, str(text or "")))[:LONGEST_PROSE].strip()
