"""Pages about the site itself, and the files that programs look for."""

from datetime import timedelta

from flask import Response, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core import clock
from eventsys.core.text import Language
from eventsys.web.common.guards import open_to_all
from eventsys.web.common.words import _
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.sharing import sharing_of

GOOD_FOR = timedelta(days=180)
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
