"""The feed of all events and the file of one; no cookie, no session, one query for a 304."""

from urllib.parse import urlencode

from flask import Response, abort, current_app, request
from flask.typing import ResponseReturnValue

from eventsys.calendars.files import CalendarHead, calendar_file
from eventsys.core import clock
from eventsys.core.db import db
from eventsys.events.programme.queries import find_event_view, list_upcoming
from eventsys.events.rules import is_slug
from eventsys.web.common.entries import entries_of
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import speaking
from eventsys.web.common.words import _
from eventsys.web.feeds.answering import answered
from eventsys.web.feeds.asking import MOST_VALUES, Asked, TooManyValues, read_asked, read_language
from eventsys.web.feeds.atom import atom_feed
from eventsys.web.feeds.blueprint import blueprint
from eventsys.web.feeds.entries import current_entries, looking_back, midnight

ATOM = "application/atom+xml; charset=utf-8"
PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


@blueprint.get("/feeds/events.ics")
@open_to_all
def events() -> ResponseReturnValue:
    """Give the events that everybody may see, as a calendar to subscribe to."""
    try:
        asked = read_asked(request.args)
    except TooManyValues:
        return refused()
    at = clock.now()

    def render() -> bytes:
        since = looking_back(at)
        views = list_upcoming(db.session(), since, asked.to_filter())
        with speaking(asked.language):
            head = CalendarHead(
                name=_("Events from TaskForce Integration"),
                language=asked.language.value,
                source=source_of(asked),
            )
            return calendar_file(head, current_entries(views, asked.language, since, at))

    return answered(render, "feed", asked, at=at)


@blueprint.get("/feeds/events.atom")
@open_to_all
def news() -> ResponseReturnValue:
    """Tell which events are new, to those who read feeds."""
    try:
        asked = read_asked(request.args)
    except TooManyValues:
        return refused()
    at = clock.now()

    def render() -> bytes:
        views = list_upcoming(db.session(), midnight(at), asked.to_filter())
        with speaking(asked.language):
            source = source_of(asked, "atom")
            return atom_feed(views, asked.language, source, at=midnight(at))

    return answered(render, "news", asked, at=at, kind=ATOM)


@blueprint.get("/feeds/events/<slug>.ics")
@open_to_all
def event(slug: str) -> ResponseReturnValue:
    """Give one event as a file to lay into a calendar."""
    language = read_language(request.args)
    if not is_slug(slug):
        return not_found()

    def render() -> bytes:
        view = find_event_view(db.session(), slug) or abort(not_found())
        with speaking(language):
            head = CalendarHead(name=view.title(language), language=language.value)
            return calendar_file(head, entries_of(view, language))

    disposition = f'attachment; filename="{slug}.ics"'
    return answered(render, "file", slug, language, at=clock.now(), disposition=disposition)


def refused() -> Response:
    """Say that too much is asked for."""
    text = f"At most {MOST_VALUES} values of district, kind, audience and spoken.\n"
    return Response(text, 400, PLAIN)


def not_found() -> Response:
    """Say in plain text, which is all that calendars show, that there is no such event."""
    return Response("No such event.\n", 404, PLAIN)


def source_of(asked: Asked, kind: str = "ics") -> str:
    """Give the feed's own address, with its filters in one order."""
    query = urlencode([*asked.filters, ("lang", asked.language.value)])
    return f"{current_app.config['BASE_URL']}/feeds/events.{kind}?{query}"
