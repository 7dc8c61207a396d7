"""The list of what is coming, and the page of one event."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.events.programme.queries import find_event_view, get_event_view, list_upcoming
from eventsys.events.programme.rules import EventView
from eventsys.web.common.caching import cached_by_revision, kept_by_revision
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.event_page import EventPage, page_of
from eventsys.web.public.listing import Month, months_of


@blueprint.get("/")
@open_to_all
def home() -> ResponseReturnValue:
    """Send to the list in the language that the browser asks for."""
    response = redirect(url_for("public.index", lang=current_language()))
    response.headers["Vary"] = "Accept-Language"
    return response


@blueprint.get("/<language:lang>/")
@open_to_all
def index() -> ResponseReturnValue:
    """List what is coming."""
    at, language = clock.now(), current_language()

    def make() -> list[Month]:
        return months_of(list_upcoming(db.session(), at), language, at)

    def show(months: list[Month]) -> str:
        return render_template("public/index.html", months=months)

    return cached_by_revision(make, show, "index", language, at=at)


@blueprint.get("/<language:lang>/events/<slug>")
@open_to_all
def event(slug: str) -> ResponseReturnValue:
    """Show an event."""
    at, language = clock.now(), current_language()

    def make() -> EventPage:
        return page_of(event_or_404(slug), language, at)

    def show(page: EventPage) -> str:
        return render_template("public/event.html", event=page)

    return cached_by_revision(make, show, "event", language, slug, at=at)


def event_of(event_id: int) -> EventView:
    """Give an event whose number of places left does not matter; one query where it is known."""

    def make() -> EventView:
        return get_event_view(db.session(), event_id)

    return kept_by_revision(make, "view", event_id)


def event_or_404(slug: str) -> EventView:
    """Find an event that the public may see."""
    return find_event_view(db.session(), slug) or abort(404)
