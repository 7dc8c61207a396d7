"""What is coming as a calendar, month by month."""

from dataclasses import replace

from flask import render_template
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.months import month_of
from eventsys.web.common.caching import answered_by_revision
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language, language_links
from eventsys.web.common.words import _
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.find.month import month_page
from eventsys.web.public.find.programme import asked_or_400, offered_for, programme
from eventsys.web.public.sharing import sharing_of


@blueprint.get("/<language:lang>/calendar")
@open_to_all
def calendar() -> ResponseReturnValue:
    """Show a month, the present one where none is asked for."""
    at, language, typed = clock.now(), current_language(), asked_or_400()
    asked = replace(typed, month=typed.month or month_of(at))

    def show(revision: int) -> str:
        events = programme(revision, at)
        page = month_page(events, asked, offered_for(events, asked, at), language, at)
        query = {"month": typed.month} if typed.month else None
        return render_template(
            "public/calendar.html",
            page=page,
            language_links=language_links(typed.values()),
            sharing=sharing_of(page.name, _("Events month by month."), query),
        )

    return answered_by_revision(show, "calendar", language, asked, at=at)
