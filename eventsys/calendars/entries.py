"""One dated taking-place as a VEVENT: the same bytes for the same facts, whoever asks and when."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Event, vText, vUri

ZONE_NAME = "Europe/Copenhagen"
ZONE = ZoneInfo(ZONE_NAME)
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
MOST_KEPT = 16_384  # a feed of more entries than are kept would find none of its own
UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")


class EndsBeforeStart(ValueError):
    """An entry that no calendar can hold."""


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """What a calendar shows of an occasion; plain text, already in its language.

    `uid` never changes and is the same in feed, file and mail; `sequence` rises with each change of
    time, place or state. `cancelled_word` is None unless the event is cancelled. `related_to` is
    the uid of the course that the occasion belongs to. `organiser` is the address of whoever sends
    the entry by mail; feeds have none. `text_language` is the text's where it is
    not the title's. `is_tentative` says that whoever reads it waits for a place.
    """

    uid: str
    sequence: int
    created_at: datetime
    revised_at: datetime
    starts_at: datetime
    ends_at: datetime | None
    title: str
    text: str
    language: str
    url: str
    place: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    cancelled_word: str | None = None
    related_to: str | None = None
    organiser: str | None = None
    text_language: str | None = None
    is_tentative: bool = False


@lru_cache(maxsize=MOST_KEPT)
def fragment_of(entry: CalendarEntry) -> bytes:
    """Write an entry as a VEVENT; raise `EndsBeforeStart` where the facts are impossible."""
    vevent = Event()
    vevent.add("uid", entry.uid)
    vevent.add("dtstamp", entry.revised_at.astimezone(UTC))
    vevent.add("last-modified", entry.revised_at.astimezone(UTC))
    vevent.add("created", entry.created_at.astimezone(UTC))
    vevent.add("sequence", entry.sequence)
    vevent.add("url", vUri(entry.url))
    add_times(vevent, entry)
    add_words(vevent, entry)
    add_place(vevent, entry)
    if entry.organiser is not None:
        vevent.add("organizer", f"mailto:{entry.organiser}")
    if entry.related_to is not None:
        vevent.add("related-to", entry.related_to, parameters={"RELTYPE": "PARENT"})
    return bytes(vevent.to_ical())


def add_times(vevent: Event, entry: CalendarEntry) -> None:
    """Write start and end; an end at the start itself says nothing and is left out."""
    if entry.ends_at is None or entry.ends_at == entry.starts_at:
        vevent.add("dtstart", unmistakable(entry.starts_at)[0])
        return
    if entry.ends_at < entry.starts_at:
        raise EndsBeforeStart(entry.uid)
    starts_at, ends_at = unmistakable(entry.starts_at, entry.ends_at)
    vevent.add("dtstart", starts_at)
    vevent.add("dtend", ends_at)


def unmistakable(*moments: datetime) -> list[datetime]:
    """Tell moments in local time, or in UTC where one is in the autumn hour that comes twice.

    Readers disagree about which of the two is meant, and all agree about UTC. All the moments of
    an entry are told alike: some readers reckon the end from the start on the clock of its zone.
    """
    zone = UTC if any(map(comes_twice, moments)) else ZONE
    return [moment.astimezone(zone) for moment in moments]


def comes_twice(moment: datetime) -> bool:
    """Tell whether the local clock shows the same as at another moment."""
    local = moment.astimezone(ZONE)
    return local.utcoffset() != local.replace(fold=not local.fold).utcoffset()


def add_words(vevent: Event, entry: CalendarEntry) -> None:
    """Write title and text; a cancelled entry says so in three ways: no client heeds them all."""
    title = entry.title
    if entry.cancelled_word is not None:
        title = f"{entry.cancelled_word}: {title}"
    language = {"LANGUAGE": entry.language}
    vevent.add("summary", vText(plain(title)), parameters=language)
    if entry.text:
        written_in = {"LANGUAGE": entry.text_language or entry.language}
        vevent.add("description", vText(plain(entry.text)), parameters=written_in)
    vevent.add("status", status_of(entry))
    vevent.add("transp", "OPAQUE" if status_of(entry) == "CONFIRMED" else "TRANSPARENT")


def status_of(entry: CalendarEntry) -> str:
    """Tell what is said of whether it takes place, for whoever reads it."""
    if entry.cancelled_word is not None:
        return "CANCELLED"
    return "TENTATIVE" if entry.is_tentative else "CONFIRMED"


def add_place(vevent: Event, entry: CalendarEntry) -> None:
    """Write where it is, with its position where that is known."""
    if entry.place:
        vevent.add("location", vText(plain(entry.place)))
    if entry.latitude is not None and entry.longitude is not None:
        vevent.add("geo", (entry.latitude, entry.longitude))


def plain(text: str) -> str:
    """Keep line ends of one kind, and nothing that breaks a reader's lines."""
    return UNPRINTABLE.sub("", LINE_ENDS.sub("\n", text))
