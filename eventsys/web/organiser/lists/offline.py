"""What lets an open list start anew without a connection: a page without names, and its keeper."""

import json
from functools import cache
from hashlib import sha256

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue

from eventsys.core.settings import ROOT
from eventsys.web.common.guards import allowed_for
from eventsys.web.common.languages import current_language
from eventsys.web.organiser.lists.listing import tick_words
from eventsys.web.organiser.lists.views import blueprint
from eventsys.web.organiser.roles import DESK

STATIC = ROOT / "static"
WORKER = STATIC / "js/list/service-worker.js"
FILES = (
    "css/app.css",
    "css/list.css",
    "css/organiser.css",
    "css/theme.css",
    "fonts/ibm-plex-sans-arabic-arabic-400-normal.woff2",
    "fonts/ibm-plex-sans-arabic-arabic-600-normal.woff2",
    "fonts/ibm-plex-sans-latin-400-normal.woff2",
    "fonts/ibm-plex-sans-latin-600-normal.woff2",
    "fonts/ibm-plex-sans-latin-ext-400-normal.woff2",
    "fonts/ibm-plex-sans-latin-ext-600-normal.woff2",
    "img/icon.svg",
    "js/core/dom.js",
    "js/core/http.js",
    "js/core/idb.js",
    "js/core/ids.js",
    "js/list/keeping.js",
    "js/list/marks.js",
    "js/list/rows.js",
    "js/list/sending.js",
    "js/list/tablet.js",
    "js/pages/list.js",
)


@blueprint.get("/<slug>/list/shell")
@allowed_for(*DESK)
def shell(slug: str) -> ResponseReturnValue:
    """Send the list's page without anybody on it; the tablet fills it from what it has kept."""
    return render_template("organiser/lists/shell.html", slug=slug, ticks=tick_words())


@blueprint.get("/<slug>/list/sw.js")
@allowed_for(*DESK)
def worker(slug: str) -> ResponseReturnValue:
    """Send what keeps the page without names and its files on the tablet."""
    files = [url_for("static", filename=name) for name in FILES]
    page = url_for("organiser.lists.shell", slug=slug, of=current_language())
    edition = sha256(json.dumps([files, page]).encode() + templates_digest()).hexdigest()[:12]
    kept = {
        "scope": page.rpartition("/")[0] + "/",
        "edition": edition,
        "files": files,
        "pages": {"list": page},
    }
    text = f"const SHELL = {json.dumps(kept)};\n{WORKER.read_text()}"
    response = Response(text, mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@cache
def templates_digest() -> bytes:
    """Compute what changes when the page's own templates change."""
    pages = sorted((ROOT / "templates/organiser/lists").glob("*.html"))
    return sha256(b"".join(page.read_bytes() for page in pages)).digest()
