"""The list of events as a page: what was asked for, what was found, where to go on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from eventsys.core.text import Language
from eventsys.events.programme.rules import EventView
from eventsys.events.programme.search import search
from eventsys.web.common.words import ngettext
from eventsys.web.public.find.asked import Asked
from eventsys.web.public.find.filters import CALENDAR, LIST, Filters, Offered, filters_of
from eventsys.web.public.listing import MonthOfEvents, months_of


@dataclass(frozen=True, kw_only=True, slots=True)
class ListPage:
    """All that the list says; `found` is empty where nothing was asked for."""

    months: Sequence[MonthOfEvents]
    filters: Filters
    found: str
    is_asked: bool
    feed_url: str
    is_feed_wider: bool
    calendar_url: str


def list_page(
    events: Sequence[EventView],
    asked: Asked,
    offered: Offered,
    language: Language,
    at: datetime,
) -> ListPage:
    """Put the programme, as far as it is asked for, into words."""
    found = search(events, asked.to_search(), language, at)
    return ListPage(
        months=months_of(found, language, at),
        filters=filters_of(asked, offered, language, LIST),
        found=found_words(len(found)) if asked and found else "",
        is_asked=bool(asked),
        feed_url=url_for("public.subscribe", **asked.only_filters().values()),
        is_feed_wider=asked != asked.only_filters(),
        calendar_url=url_for(CALENDAR, **asked.values()),
    )


def found_words(number: int) -> str:
    """Say how many events were found."""
    return ngettext("%(num)d event found", "%(num)d events found", number)
