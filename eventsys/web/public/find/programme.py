"""The programme that lists are made of, read once for each change; what an address asks of it."""

from collections.abc import Sequence
from datetime import datetime

from flask import abort, request

from eventsys.core.db import db
from eventsys.core.months import month_of
from eventsys.events.programme.queries import list_upcoming
from eventsys.events.programme.rules import EventView
from eventsys.places.queries import find_district
from eventsys.web.common.caching import kept_at
from eventsys.web.public.find.asked import Asked, WrongQuestion, read_asked
from eventsys.web.public.find.filters import Offered, offered_by


def programme(revision: int, at: datetime) -> Sequence[EventView]:
    """Give the events for everybody that end this month or later."""
    month = month_of(at)

    def make() -> Sequence[EventView]:
        return list_upcoming(db.session(), month.starts_at)

    return kept_at(revision, make, "programme", month)


def asked_or_400() -> Asked:
    """Read what the address asks for, or answer that it cannot be read."""
    try:
        return read_asked(request.args)
    except WrongQuestion:
        abort(400)


def offered_for(events: Sequence[EventView], asked: Asked, at: datetime) -> Offered:
    """Offer the months and the districts in which there are events, and those asked for.

    A district that is not there is answered as what cannot be read.
    """
    there = {each.district_slug: each.district for event in events for each in event.occasions}
    for slug in asked.chosen("district"):
        if slug not in there:
            there[slug] = name_or_400(slug)
    return offered_by(events, dict(sorted(there.items(), key=lambda item: item[1])), at)


def name_or_400(slug: str) -> str:
    """Name a district in which there is nothing at present."""
    district = find_district(db.session(), slug)
    return district.name if district else abort(400)
