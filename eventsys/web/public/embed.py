"""The list as other sites show it within their pages."""

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.events.programme.search import search
from eventsys.web.common.caching import answered_by_revision
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.find.programme import asked_or_400, offered_for, programme
from eventsys.web.public.listing import months_of

MOST_EVENTS = 20
FRAMED_POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; font-src 'self'; "
    "form-action 'none'; frame-ancestors 'self' https:"
)


@blueprint.get("/<language:lang>/embed")
@open_to_all
def embed() -> ResponseReturnValue:
    """Show the next events, with links only, so that any site may lay a frame around them."""
    at, language, asked = clock.now(), current_language(), asked_or_400()

    def show(revision: int) -> str:
        events = programme(revision, at)
        offered_for(events, asked, at)  # answers for districts that are not there
        found = search(events, asked.to_search(), language, at)
        return render_template(
            "public/embed.html",
            months=months_of(found[:MOST_EVENTS], language, at),
            has_more=len(found) > MOST_EVENTS,
            all_url=current_app.config["BASE_URL"] + url_for("public.index", **asked.values()),
        )

    answer = answered_by_revision(show, "embed", language, asked, at=at)
    answer.headers["Content-Security-Policy"] = FRAMED_POLICY  # a 304 renews what is kept
    return answer
