"""How to have the events in one's own calendar: all of them, or those that one chooses."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core.db import db
from eventsys.core.text import Language
from eventsys.documents.qr import qr_path
from eventsys.places.queries import list_districts
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language, language_links
from eventsys.web.common.words import _
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.find.asked import Asked
from eventsys.web.public.find.filters import Offered, filters_of
from eventsys.web.public.find.programme import asked_or_400, name_or_400
from eventsys.web.public.own_feed import FeedLinks
from eventsys.web.public.sharing import sharing_of

FRAME = '<iframe src="{}" title="{}" width="100%" height="600"></iframe>'


@dataclass(frozen=True, kw_only=True)
class Program:
    """A program that shows calendars, and what to do in it."""

    name: str
    steps: str


@blueprint.get("/<language:lang>/subscribe")
@open_to_all
def subscribe() -> ResponseReturnValue:
    """Tell how to have the events in one's own calendar."""
    language, asked = current_language(), asked_or_400().only_filters()
    districts = {each.slug: each.name for each in list_districts(db.session())}
    for slug in set(asked.chosen("district")) - districts.keys():
        name_or_400(slug)
    feed = feed_of(asked, language)
    base = current_app.config["BASE_URL"]
    return render_template(
        "public/subscribe.html",
        sharing=sharing_of(
            _("Get the calendar"),
            _(
                "All our events in the calendar of your phone or computer. "
                "New events come by themselves."
            ),
        ),
        language_links=language_links(asked.values()),
        feed=feed,
        drawing=qr_path(feed.webcal),
        filters=filters_of(asked, Offered(districts, []), language, "public.subscribe"),
        programs=[*programs()],
        news_url=url_for("feeds.news", **asked.values(), lang=language),
        frame=FRAME.format(base + url_for("public.embed"), _("Events")),
    )


def feed_of(asked: Asked, language: Language) -> FeedLinks:
    """Give the links to the feed of what is asked for."""
    query = urlencode([*asked.filters, ("lang", language.value)])
    return FeedLinks.to(f"{current_app.config['BASE_URL']}{url_for('feeds.events')}?{query}")


def programs() -> Iterator[Program]:
    """Tell what to do in each program, and how late it is."""
    yield Program(
        name="Google Calendar",
        steps=_(
            "Use a computer. Choose “Other calendars”, the plus, and “From URL”. Paste the "
            "address. Google is slow: a change may show a day late."
        ),
    )
    yield Program(
        name="Outlook",
        steps=_(
            "Choose “Add calendar” and “Subscribe from web”. Paste the address. A change may "
            "show some hours late."
        ),
    )
    yield Program(
        name="Apple (iPhone, iPad, Mac)",
        steps=_(
            "Press the button on this page. Or choose “Add subscription calendar”, and paste "
            "the address. In the settings you choose how often it looks for changes."
        ),
    )
    yield Program(
        name="Thunderbird",
        steps=_(
            "Choose “New calendar” and “On the network”. Paste the address. A change shows "
            "after about half an hour."
        ),
    )
