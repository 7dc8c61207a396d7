"""The site's table of contents: each part and where it stands."""

from typing import NamedTuple

from flask import Blueprint, Flask
from flask_wtf import CSRFProtect

from eventsys.web import account, api, feeds, gate, organiser, public
from eventsys.web.common import health


class Part(NamedTuple):
    """A part of the site; `has_session` tells whether the sign-in session's token guards it."""

    blueprint: Blueprint
    prefix: str | None
    has_session: bool


PARTS = (
    Part(health.blueprint, None, has_session=False),
    Part(feeds.blueprint, None, has_session=False),
    Part(gate.blueprint, None, has_session=False),
    Part(api.blueprint, "/api/v1", has_session=False),
    Part(public.blueprint, None, has_session=False),
    Part(account.blueprint, "/account", has_session=True),
    Part(organiser.blueprint, "/organiser", has_session=True),
)


def register_parts(app: Flask, csrf: CSRFProtect) -> None:
    """Put the parts of the site into the application.

    Parts without a session guard themselves: citizens' forms by their own stateless token, the
    API by bearer tokens alone.
    """
    for part in PARTS:
        if not part.has_session:
            csrf.exempt(part.blueprint)
        app.register_blueprint(part.blueprint, url_prefix=part.prefix)
