"""An event before it is published: what it lacks, how it will look; and then it is published."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.core.text import Language
from eventsys.events import operations
from eventsys.events.programme.rules import EventView
from eventsys.events.rules import EventStatus
from eventsys.web.common.guards import allowed_for
from eventsys.web.common.lacks import find_lacks
from eventsys.web.common.words import _
from eventsys.web.organiser.events.lacks import lines_of
from eventsys.web.organiser.events.views import HERE, blueprint, change
from eventsys.web.organiser.frame import event_or_404, frame_of, view_or_404
from eventsys.web.organiser.roles import EDITORS

CONFLICT = 409


@dataclass(frozen=True, slots=True)
class PreviewLink:
    """The way to how an event looks in one language."""

    language: Language
    url: str


@blueprint.route("/<slug>/publish", methods=["GET", "POST"])
@allowed_for(*EDITORS)
def publish(slug: str) -> ResponseReturnValue:
    """Say what a draft lacks, and show it to the public; also takes a cancellation back.

    What makes no sense blocks; what is merely missing is asked about.
    """
    view = view_or_404(slug)
    if view.status is not EventStatus.DRAFT:
        if request.method == "GET":
            return redirect(url_for(HERE, slug=slug))
        return change(slug, operations.publish, _("The event is published."))
    lacks = find_lacks(db.session(), event_or_404(slug), view, clock.now())
    is_blocked = any(each.blocks for each in lacks)
    if request.method == "POST" and not is_blocked and ("sure" in request.form or not lacks):
        return change(slug, operations.publish, _("The event is published."))
    if request.method == "POST" and is_blocked:
        flash(_("It cannot be published yet: see what is wrong below."), "error")
    page = render_template(
        "organiser/events/publish.html",
        frame=frame_of(view, HERE),
        lacks=lines_of(lacks, slug),
        is_blocked=is_blocked,
        previews=preview_links(view),
    )
    return page, CONFLICT if request.method == "POST" else 200


def preview_links(view: EventView) -> list[PreviewLink]:
    """Give the ways to how an event looks in each of the languages."""
    return [
        PreviewLink(each, url_for("public.preview", slug=view.slug, lang=each)) for each in Language
    ]
