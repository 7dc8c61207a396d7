"""The list of all pages for search engines."""

from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Response, current_app, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.text import Language
from eventsys.web.common.caching import answered_by_revision
from eventsys.web.common.guards import open_to_all
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.find.programme import programme

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PAGES = (
    "public.index",
    "public.calendar",
    "public.subscribe",
    "public.accessibility",
    "public.privacy",
)


@blueprint.get("/sitemap.xml")
@open_to_all
def sitemap() -> ResponseReturnValue:
    """List every page that is for everybody, in every language."""
    at = clock.now()

    def render(revision: int) -> Response:
        root = Element("urlset", xmlns=NAMESPACE)
        for path, revised_at in pages_of(revision, at):
            page = SubElement(root, "url")
            SubElement(page, "loc").text = f"{current_app.config['BASE_URL']}{path}"
            if revised_at is not None:
                SubElement(page, "lastmod").text = revised_at.isoformat(timespec="seconds")
        text = tostring(root, encoding="utf-8", xml_declaration=True)
        return Response(text, mimetype="application/xml")

    return answered_by_revision(render, "sitemap", at=at)


def pages_of(revision: int, at: datetime) -> Iterator[tuple[str, datetime | None]]:
    """Give the path of each page, with the moment of its last change where that is known."""
    events = programme(revision, at)
    for language in Language:
        for endpoint in PAGES:
            yield url_for(endpoint, lang=language), None
        for event in events:
            yield url_for("public.event", lang=language, slug=event.slug), event.revised_at
