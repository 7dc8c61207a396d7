"""eventsys announces events, takes registrations, checks people in and counts who came."""

from flask import Flask

from eventsys.core.settings import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """Put the application together; without settings they are read from the environment."""
    from eventsys.app import build_app  # noqa: PLC0415 -- slow import

    return build_app(settings)
