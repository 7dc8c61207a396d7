"""The list of what is coming, and the page of one event."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.core.text import Language
from eventsys.events.pictures.queries import list_pictures
from eventsys.events.programme.queries import find_event_view, get_event_view
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import EventStatus
from eventsys.people.rules import RoleName
from eventsys.web.common.caching import (
    answered_by_revision,
    cached_by_revision,
    kept_at,
    kept_by_revision,
    minute_of,
)
from eventsys.web.common.guards import allowed_for, open_to_all
from eventsys.web.common.languages import current_language, language_links
from eventsys.web.common.words import _
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.event_page import EventPage, page_of
from eventsys.web.public.find.page import ListPage, list_page
from eventsys.web.public.find.programme import asked_or_400, offered_for, programme
from eventsys.web.public.sharing import sharing_of

NOWHERE = "#preview"


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
    """List what is coming, or what of it is asked for."""
    at, language, asked = clock.now(), current_language(), asked_or_400()

    def make(revision: int) -> ListPage:
        events = programme(revision, at)
        return list_page(events, asked, offered_for(events, asked, at), language, at)

    def show(revision: int) -> str:
        if asked:
            page = make(revision)
        else:
            page = kept_at(revision, partial(make, revision), "list", minute_of(at), language)
        return render_template(
            "public/index.html",
            page=page,
            language_links=language_links(asked.values()),
            sharing=sharing_of(_("Events"), invitation()),
            news_url=url_for("feeds.news", lang=language),
        )

    return answered_by_revision(show, "index", language, asked, at=at)


@blueprint.get("/<language:lang>/events/<slug>")
@open_to_all
def event(slug: str) -> ResponseReturnValue:
    """Show an event."""
    at, language = clock.now(), current_language()

    def make() -> EventPage:
        return illustrated(event_or_404(slug), language, at)

    def show(page: EventPage) -> str:
        sharing = sharing_of(
            page.title, page.summary, picture=page.shots[0].url if page.shots else ""
        )
        return render_template("public/event.html", event=page, sharing=sharing)

    return cached_by_revision(make, show, "event", language, slug, at=at)


@blueprint.get("/organiser/events/<slug>/preview/<language:lang>")
@allowed_for(*RoleName)
def preview(slug: str) -> ResponseReturnValue:
    """Show an event to its organisers as the public will see it, also while it is a draft.

    Its address is one of the back office, as nobody is signed in on citizens' pages.
    """
    view = find_event_view(db.session(), slug, drafts=True) or abort(404)
    page = illustrated(as_published(view), current_language(), clock.now())
    return render_template("public/preview.html", event=without_ways(page))


def illustrated(view: EventView, language: Language, at: datetime) -> EventPage:
    """Put an event into words, with its pictures."""
    return page_of(view, language, at, list_pictures(db.session(), view.id))


def as_published(view: EventView) -> EventView:
    """Give a draft as it is once it is published, anything else as it is."""
    is_draft = view.status is EventStatus.DRAFT
    return replace(view, status=EventStatus.PUBLISHED) if is_draft else view


def without_ways(page: EventPage) -> EventPage:
    """Let the buttons of a preview lead nowhere: nobody can register at a draft."""
    return replace(page, register_url=NOWHERE, group_url=NOWHERE, calendar_url=NOWHERE)


def invitation() -> str:
    """Say in a sentence what the list is."""
    return _(
        "Festivals, courses and workshops in Copenhagen. "
        "All of it is free, and you need no account."
    )


def event_of(event_id: int) -> EventView:
    """Give an event whose number of places left does not matter; one query where it is known."""

    def make() -> EventView:
        return get_event_view(db.session(), event_id)

    return kept_by_revision(make, "view", event_id)


def event_with_places(event_id: int) -> EventView:
    """Give an event with the places it has left at this moment."""
    return get_event_view(db.session(), event_id)


def event_or_404(slug: str) -> EventView:
    """Find an event that the public may see."""
    return find_event_view(db.session(), slug) or abort(404)
