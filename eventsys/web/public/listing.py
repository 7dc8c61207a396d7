"""The programme as a list: a row for each event, gathered by month."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask import url_for
from markupsafe import Markup

from eventsys.core.localtime import to_local
from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView, OccasionView
from eventsys.events.programme.search import Found
from eventsys.web.common.dates import Leaf, When, leaf_of, say_month, say_when
from eventsys.web.common.readings import reading_tag
from eventsys.web.common.words import ngettext
from eventsys.web.public.wording import Tag, availability, foreign, joined, kind_name


@dataclass(frozen=True, kw_only=True, slots=True)
class EventRow:
    """An event as it stands in the list."""

    url: str
    kind: str
    kind_name: str
    title: str
    foreign: Markup
    leaf: Leaf
    when: When
    place: str
    tags: Sequence[Tag]


@dataclass(frozen=True, slots=True)
class MonthOfEvents:
    """The events whose next occasion falls into a month."""

    name: str
    events: list[EventRow] = field(default_factory=list)


def months_of(found: Sequence[Found], language: Language, at: datetime) -> list[MonthOfEvents]:
    """Gather events, which come in the order of their occasions, by month."""
    months: list[MonthOfEvents] = []
    for each in found:
        day = to_local(each.occasion.starts_at, each.event.zone)
        name = say_month(day, language)
        if not months or months[-1].name != name:
            months.append(MonthOfEvents(name))
        months[-1].events.append(row_of(each.event, each.occasion, language, at))
    return months


def row_of(event: EventView, occasion: OccasionView, language: Language, at: datetime) -> EventRow:
    """Put an event into words for the list, with one of its occasions."""
    return EventRow(
        url=url_for("public.event", lang=language, slug=event.slug),
        kind=event.kind.value,
        kind_name=kind_name(event.kind),
        title=event.title(language),
        foreign=foreign(event, language),
        leaf=leaf_of(to_local(occasion.starts_at, event.zone), language),
        when=say_when(occasion.starts_at, occasion.ends_at, event.zone, language),
        place=joined(occasion.venue, occasion.district),
        tags=[*dates_tag(event), availability(event, at), *text_tag(event, language)],
    )


def dates_tag(event: EventView) -> list[Tag]:
    """Say how many dates an event has, where it has several."""
    dates = len(event.occasions)
    return [Tag(ngettext("%(num)d date", "%(num)d dates", dates))] if dates > 1 else []


def text_tag(event: EventView, language: Language) -> list[Tag]:
    """Say which text the reader gets, where it is none to rely on."""
    words = reading_tag(event.reading(language))
    return [Tag(words)] if words else []
