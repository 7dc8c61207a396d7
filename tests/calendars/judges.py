"""What independent readers make of a calendar: when each entry is, and what it is called."""

import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import recurring_ical_events
import vobject
from icalendar import Calendar

from tests.calendars.reader import read_calendar

MARGIN = timedelta(days=2)


@dataclass(frozen=True)
class Seen:
    """One entry as a reader shows it; an entry without an end ends where it starts."""

    starts_at: datetime
    ends_at: datetime
    title: str


Judgement = Mapping[str, Seen]
"""What a reader saw, by uid."""


def by_icalendar(calendar: bytes) -> Judgement:
    """Read with icalendar, which wrote the entries but not the zone."""
    return of_events(Calendar.from_ical(calendar).walk("VEVENT"))


def by_recurring_ical_events(calendar: bytes) -> Judgement:
    """Read with what spreads repetitions out; we write none, so it must find each entry once."""
    read = Calendar.from_ical(calendar)
    known = of_events(read.walk("VEVENT")).values()
    if not known:
        return {}
    first = min(each.starts_at for each in known) - MARGIN
    last = max(each.ends_at for each in known) + MARGIN
    return of_events(recurring_ical_events.of(read).between(first, last))


def by_vobject(calendar: bytes) -> Judgement:
    """Read with vobject, which takes the zone from the file itself.

    It keeps zones by name for the whole process and calls what Python has given up: neither is
    about the calendar.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = vobject.readOne(calendar.decode())
        entries = list(getattr(read, "vevent_list", []))
        return once(
            (
                each.uid.value,
                Seen(
                    each.dtstart.value.astimezone(UTC),
                    (each.dtend if hasattr(each, "dtend") else each.dtstart).value.astimezone(UTC),
                    each.summary.value,
                ),
            )
            for each in entries
        )


def by_ical_js(calendar: bytes) -> Judgement:
    """Read with ical.js, the reader in Thunderbird."""
    return once(
        (
            each["uid"],
            Seen(
                datetime.fromisoformat(each["starts_at"]),
                datetime.fromisoformat(each["ends_at"] or each["starts_at"]),
                each["title"],
            ),
        )
        for each in read_calendar(calendar)
    )


def of_events(events: Iterable[Any]) -> Judgement:
    """Read icalendar's own objects."""
    return once(
        (
            str(each["UID"]),
            Seen(
                each.decoded("DTSTART").astimezone(UTC),
                each.decoded("DTEND" if "DTEND" in each else "DTSTART").astimezone(UTC),
                str(each["SUMMARY"]),
            ),
        )
        for each in events
    )


def once(entries: Iterable[tuple[str, Seen]]) -> Judgement:
    """Lay entries out by uid; none may come twice."""
    found: dict[str, Seen] = {}
    for uid, seen in entries:
        assert uid not in found, uid
        found[uid] = seen
    return found


JUDGES: Mapping[str, Callable[[bytes], Judgement]] = {
    "icalendar": by_icalendar,
    "recurring-ical-events": by_recurring_ical_events,
    "vobject": by_vobject,
    "ical.js": by_ical_js,
}
