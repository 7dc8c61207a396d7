"""One event in words, for its own page and at the head of other pages about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from markupsafe import Markup

from eventsys.core.text import Language
from eventsys.events.pictures.rules import PictureView
from eventsys.events.programme.rules import EventView, Reading
from eventsys.events.rules import Attends, EventStatus, Visibility
from eventsys.web.common.dates import When, say_when
from eventsys.web.common.plain import plain_text
from eventsys.web.common.prose import prose
from eventsys.web.common.readings import reading_words
from eventsys.web.common.words import _
from eventsys.web.public.facts import Fact, facts_of, with_map
from eventsys.web.public.intake import intake_words
from eventsys.web.public.pictures import Shot, shots_of
from eventsys.web.public.shortage import can_register, takes_to_waitlist
from eventsys.web.public.structured import Data, data_of
from eventsys.web.public.wording import (
    Tag,
    availability,
    foreign,
    kind_name,
    set_apart,
    why_not,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class OccasionLine:
    """One date of several."""

    when: When
    place: str
    is_over: bool
    is_cancelled: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class EventPage:
    """All that an event's page says; `why_not` is empty where one can register."""

    slug: str
    kind: str
    kind_name: str
    title: str
    foreign: Markup
    text: Markup
    text_foreign: Markup
    reading: str
    danish_url: str
    when: When
    facts: Sequence[Fact]
    occasions: Sequence[OccasionLine]
    occasions_heading: str
    is_cancelled: bool
    availability: Tag
    why_not: str
    waits: bool
    intake: str
    takes_groups: bool
    url: str
    register_url: str
    group_url: str
    calendar_url: str
    summary: str
    is_found: bool
    data: Data
    shots: Sequence[Shot]


def page_of(
    event: EventView, language: Language, at: datetime, pictures: Sequence[PictureView] = ()
) -> EventPage:
    """Put an event into words; its own page shows its pictures too."""
    shots = shots_of(pictures, language)
    occasion = event.next_occasion(at)
    return EventPage(
        slug=event.slug,
        kind=event.kind.value,
        kind_name=kind_name(event.kind),
        title=event.title(language),
        foreign=foreign(event, language),
        text=prose(event.body(language)),
        text_foreign=set_apart(event.body_language(language), language),
        reading=reading_words(event.reading(language)),
        danish_url=danish_url(event, language),
        when=say_when(occasion.starts_at, occasion.ends_at, event.zone, language),
        facts=[*with_map(facts_of(event, language, occasion), occasion)],
        occasions=list(lines_of(event, language, at)),
        occasions_heading=heading_of_occasions(event),
        is_cancelled=event.status is EventStatus.CANCELLED,
        availability=availability(event, at),
        why_not=why_not(event, at, language),
        waits=takes_to_waitlist(event, at),
        intake=intake_words(event, language),
        takes_groups=event.groups.takes_groups and can_register(event, at),
        url=url_for("public.event", lang=language, slug=event.slug),
        register_url=url_for("public.register", slug=event.slug),
        group_url=url_for("public.register_group", slug=event.slug),
        calendar_url=f"/feeds/events/{event.slug}.ics?lang={language.value}",
        summary=plain_text(event.body(language)),
        is_found=event.visibility is Visibility.ALL,
        data=data_of(event, language, at, shots[0].url if shots else ""),
        shots=shots,
    )


def danish_url(event: EventView, language: Language) -> str:
    """Lead to the text that counts, where the reader gets a doubtful one."""
    if event.reading(language) in {Reading.MACHINE, Reading.OUTDATED}:
        return url_for("public.event", lang=Language.DANISH, slug=event.slug)
    return ""


def heading_of_occasions(event: EventView) -> str:
    """Say what several dates mean: come to all of them, or choose one."""
    return _("Choose one of these dates") if event.attends is Attends.ONE else _("The dates")


def lines_of(event: EventView, language: Language, at: datetime) -> Iterator[OccasionLine]:
    """Put several dates into words, those called off too; the place only where they differ."""
    every = sorted([*event.occasions, *event.cancelled_occasions], key=lambda each: each.starts_at)
    places = {(each.venue, each.address) for each in every}
    for each in every:
        yield OccasionLine(
            when=say_when(each.starts_at, each.ends_at, event.zone, language),
            place=each.venue if len(places) > 1 else "",
            is_over=each.ends_at <= at,
            is_cancelled=each.is_cancelled,
        )
