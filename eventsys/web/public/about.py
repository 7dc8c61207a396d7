"""Pages about the site itself, and the files that programs look for."""

from datetime import timedelta

from flask import Response, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.core.text import Language
from eventsys.places.queries import list_districts
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.languages import current_language
from eventsys.web.common.words import _
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.sharing import sharing_of

GOOD_FOR = timedelta(days=180)
FRAME = '<iframe src="{}" title="{}" width="100%" height="600"></iframe>'
ROBOTS = """User-agent: *
Disallow: /T/
Disallow: /C/
Disallow: /*/certificates/
Disallow: /*/registrations/
Disallow: /organiser/
Disallow: /account/
Disallow: /scan/
Disallow: /count/
Disallow: /*/embed
"""


@blueprint.get("/<language:lang>/subscribe")
@open_to_all
def subscribe() -> ResponseReturnValue:
    """Tell how to have the events in one's own calendar."""
    base = current_app.config["BASE_URL"]
    address = f"{base}/feeds/events.ics?lang={current_language()}"
    return render_template(
        "public/subscribe.html",
        sharing=sharing_of(
            _("Get the calendar"),
            _(
                "All our events in the calendar of your phone or computer. "
                "New events come by themselves."
            ),
        ),
        address=address,
        news_url=url_for("feeds.news", lang=current_language()),
        frame=FRAME.format(base + url_for("public.embed"), _("Events")),
        webcal="webcal://" + address.partition("://")[2],
        districts=[
            (district.name, f"{address}&district={district.slug}")
            for district in list_districts(db.session())
        ],
    )


@blueprint.get("/<language:lang>/accessibility")
@open_to_all
def accessibility() -> ResponseReturnValue:
    """Tell how accessible the site is and whom to tell of a barrier."""
    sharing = sharing_of(
        _("Accessibility"), _("Everybody must be able to use these pages and come to our events.")
    )
    return render_template("public/accessibility.html", sharing=sharing)


@blueprint.get("/<language:lang>/privacy")
@open_to_all
def privacy() -> ResponseReturnValue:
    """Tell what is done with people's data."""
    sharing = sharing_of(
        _("Your data"), _("We ask for as little as we can, and we use it for the event only.")
    )
    return render_template("public/privacy.html", sharing=sharing)


@blueprint.get("/was")
@open_to_all
def was() -> ResponseReturnValue:
    """Send to the accessibility statement, at the address that the law names."""
    return redirect(url_for("public.accessibility", lang=Language.DANISH))


@blueprint.get("/robots.txt")
@open_to_all
def robots() -> ResponseReturnValue:
    """Tell search engines what is not for them."""
    sitemap = f"{current_app.config['BASE_URL']}{url_for('public.sitemap')}"
    return Response(f"{ROBOTS}\nSitemap: {sitemap}\n", mimetype="text/plain")


@blueprint.get("/.well-known/security.txt")
@open_to_all
def security() -> ResponseReturnValue:
    """Tell where to report a weakness (RFC 9116)."""
    base, ends = current_app.config["BASE_URL"], clock.now() + GOOD_FOR
    lines = (
        f"Contact: {base}{url_for('public.privacy', lang=Language.ENGLISH)}",
        f"Expires: {ends.replace(microsecond=0).isoformat()}",
        "Preferred-Languages: da, en",
        f"Canonical: {base}{url_for('public.security')}",
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
