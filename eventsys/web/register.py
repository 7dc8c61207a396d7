"""The site's table of contents: each part and where it stands."""

from flask import Flask

from eventsys.web.common import health

PARTS = ((health.blueprint, ""),)


def register_parts(app: Flask) -> None:
    """Put the parts of the site into the application."""
    for blueprint, prefix in PARTS:
        app.register_blueprint(blueprint, url_prefix=prefix or None)
