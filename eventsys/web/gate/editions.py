"""The pages as a phone keeps them: in every language, with all their files, under one edition."""

import json
from functools import cache
from hashlib import sha256

from flask import render_template, url_for
from flask_babel import gettext

from eventsys.core.text import Language
from eventsys.web.common.languages import speaking
from eventsys.web.gate.shell import SHELLS, STATIC, kind_of, modules_of, version_of

WORKER = STATIC / "js/gate/service-worker.js"
MASTHEAD = "#0a3d3b"
ICONS = (
    ("img/icon-192.png", 192, "any"),
    ("img/icon-512.png", 512, "any"),
    ("img/icon-maskable.png", 512, "maskable"),
)


def render_page(page: str, language: Language) -> str:
    """Render a page; its files lie under an address with the version of all of them."""
    shell = f"{url_for(f'gate.{page}')}{version_of(page)}/"
    with speaking(language):
        return render_template(
            f"gate/{page}.html",
            shell=shell,
            modules=modules_of(page),
            manifest=url_for(f"gate.{page}_manifest", lang=language),
            languages=list(Language),
        )


@cache
def edition_of(page: str) -> str:
    """Compute what changes with any word, element or file of a page."""
    total = sha256(version_of(page).encode() + WORKER.read_bytes())
    for language in Language:
        total.update(render_page(page, language).encode())
    return total.hexdigest()[:12]


def worker_of(page: str) -> str:
    """Write the page's service worker: what it keeps, and how."""
    scope, edition = url_for(f"gate.{page}"), edition_of(page)
    shell = {
        "scope": scope,
        "edition": edition,
        "language": Language.DANISH,
        "files": [f"{scope}{version_of(page)}/{name}" for name in SHELLS[page]],
        "pages": {
            language: url_for(f"gate.{page}_page", edition=edition, of=language)
            for language in Language
        },
    }
    return f"const SHELL = {json.dumps(shell)};\n{WORKER.read_text()}"


def manifest_of(page: str, language: Language) -> dict[str, object]:
    """Describe the page as an app that a phone can install.

    One app holds scanner and counter, which link to each other: on an iPhone a page outside of the
    app's scope would open beside it, and would not know the phone's pairing.
    """
    start = url_for(f"gate.{page}")
    with speaking(language):
        name = gettext("Check tickets") if page == "scan" else gettext("Count people")
    return {
        "id": start,
        "name": name,
        "short_name": name,
        "lang": language,
        "dir": language.direction,
        "start_url": url_for(f"gate.{page}", lang=language),
        "scope": "/",
        "display": "standalone",
        "theme_color": MASTHEAD,
        "background_color": MASTHEAD,
        "icons": [
            {
                "src": f"{start}{version_of(page)}/{name}",
                "sizes": f"{side}x{side}",
                "type": kind_of(name),
                "purpose": purpose,
            }
            for name, side, purpose in ICONS
        ],
    }
