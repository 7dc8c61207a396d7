"""Citizens' pages."""

from eventsys.web.public import (
    about,
    calendar,
    embed,
    muting,
    own_answers,
    own_care,
    privacy_page,
    programme,
    registering,
    registrations,
    sitemap,
    ticket,
    waiting,
)
from eventsys.web.public.blueprint import blueprint

__all__ = [
    "about",
    "blueprint",
    "calendar",
    "embed",
    "muting",
    "own_answers",
    "own_care",
    "privacy_page",
    "programme",
    "registering",
    "registrations",
    "sitemap",
    "ticket",
    "waiting",
]
