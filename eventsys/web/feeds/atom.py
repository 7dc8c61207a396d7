"""What is new, as an Atom feed (RFC 4287)."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import current_app

from eventsys.core.localtime import in_utc
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.web.common.dates import say_when
from eventsys.web.common.plain import plain_text
from eventsys.web.common.readings import reading_words
from eventsys.web.common.words import _

NAMESPACE = "http://www.w3.org/2005/Atom"
MOST_ENTRIES = 50
SINCE = "2026"  # when we began to give events names of this form


def atom_feed(
    events: Iterable[EventView], language: Language, source: str, *, at: datetime
) -> bytes:
    """Write the newest events, the last published first; `at` stands where there are none."""
    newest = sorted(events, key=published, reverse=True)[:MOST_ENTRIES]
    feed = Element("feed", {"xmlns": NAMESPACE, "xml:lang": language.value})
    base = current_app.config["BASE_URL"]
    add(feed, "id", source)
    add(feed, "title", _("New events"))
    add(feed, "updated", written(max((event.revised_at for event in newest), default=at)))
    SubElement(feed, "link", rel="self", type="application/atom+xml", href=source)
    SubElement(feed, "link", rel="alternate", type="text/html", href=f"{base}/{language}/")
    add(SubElement(feed, "author"), "name", _("The integration team, City of Copenhagen"))
    for event in newest:
        add_entry(feed, event, language, base, at)
    text: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return text


def add_entry(feed: Element, event: EventView, language: Language, base: str, at: datetime) -> None:
    """Write one event: its title, when and where it is, and its text."""
    entry = SubElement(feed, "entry")
    occasion = event.next_occasion(at)
    when = say_when(occasion.starts_at, occasion.ends_at, event.zone, language, year=True)
    add(entry, "id", f"tag:{urlsplit(base).hostname},{SINCE}:event/{event.id}")
    titled = {"xml:lang": event.title_language(language).value}
    SubElement(entry, "title", titled).text = event.title(language)
    add(entry, "published", written(published(event)))
    add(entry, "updated", written(event.revised_at))
    address = f"{base}/{language}/events/{event.slug}"
    SubElement(entry, "link", rel="alternate", type="text/html", href=address)
    SubElement(entry, "category", term=event.kind.value)
    note = reading_words(event.reading(language))
    where = f"{when}, {occasion.venue}, {occasion.district}"
    add(entry, "summary", " – ".join(filter(None, (where, note))))
    written_in = {"type": "text", "xml:lang": event.body_language(language).value}
    content = SubElement(entry, "content", written_in)
    content.text = plain_text(event.body(language))


def published(event: EventView) -> datetime:
    """Tell since when an event can be seen."""
    return event.published_at or event.revised_at


def written(moment: datetime) -> str:
    """Write a moment as Atom does."""
    return in_utc(moment, "seconds")


def add(parent: Element, name: str, text: str) -> None:
    """Add an element that holds a text."""
    SubElement(parent, name).text = text
