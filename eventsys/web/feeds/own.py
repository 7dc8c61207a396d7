"""The calendar of one registration, behind an address that only its owner knows."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from flask import Response
from flask.typing import ResponseReturnValue

from eventsys.calendars.entries import CalendarEntry
from eventsys.calendars.files import CalendarHead, calendar_file
from eventsys.core import clock
from eventsys.core.db import db
from eventsys.core.keys import Purpose
from eventsys.core.text import Language
from eventsys.events.programme.queries import get_event_view
from eventsys.events.programme.rules import EventView
from eventsys.registration.queries import find_registration_by_token, stands_at
from eventsys.web.common.caching import is_known
from eventsys.web.common.entries import all_occasions
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import speaking
from eventsys.web.common.limits import failed_look_ups
from eventsys.web.feeds.answering import CALENDAR
from eventsys.web.feeds.blueprint import blueprint
from eventsys.web.feeds.entries import current_entries, looking_back

PLAIN = {"Content-Type": "text/plain; charset=utf-8"}
SECRET = {"X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}


@blueprint.get("/feeds/my/<secret>.ics")
@open_to_all
@failed_look_ups
def own(secret: str) -> ResponseReturnValue:
    """Give what somebody is registered for, as a calendar to subscribe to."""
    found = find_registration_by_token(db.session(), secret, Purpose.FEED_LINK)
    if found is None:
        return Response("No such calendar.\n", 404, PLAIN | SECRET)
    event, expected = get_event_view(db.session(), found.event_id), stands_at(db.session(), found)
    with speaking(found.language):
        head = CalendarHead(
            name=event.title(found.language), language=found.language.value, is_personal=True
        )
        calendar = calendar_file(head, own_entries(event, expected, found.language))
    return private(calendar)


def own_entries(
    event: EventView, expected: Mapping[int | None, bool], language: Language
) -> Iterator[CalendarEntry]:
    """Give the entries of the dates that somebody is expected at, tentative ones as such."""
    at = clock.now()
    ids = {each.calendar_uid: each.id for each in all_occasions(event)}
    for entry in current_entries([event], language, looking_back(at), at):
        of = [expected[each] for each in (None, ids[entry.uid]) if each in expected]
        if of:
            yield replace(entry, is_tentative=not any(of))


def private(calendar: bytes) -> Response:
    """Answer with a calendar that nobody on the way may keep, or say that it is the same."""
    etag = sha256(calendar).hexdigest()[:32]
    response = Response(status=304) if is_known(etag) else Response(calendar)
    response.set_etag(etag)
    response.headers.update(SECRET)
    response.headers["Content-Type"] = CALENDAR
    response.headers["Content-Disposition"] = "inline"
    response.headers["Cache-Control"] = "private, no-cache"
    return response
