"""Citizens' pages."""

from eventsys.web.public import (
    about,
    calendar,
    changing,
    draw,
    embed,
    finding,
    muting,
    own_answers,
    own_care,
    own_data,
    privacy_page,
    programme,
    registering,
    registrations,
    sitemap,
    ticket,
    waiting,
)
from eventsys.web.public.blueprint import blueprint
from eventsys.web.public.groups import fewer, naming, papers, registering as groups_registering

__all__ = [
    "about",
    "blueprint",
    "calendar",
    "changing",
    "draw",
    "embed",
    "fewer",
    "finding",
    "groups_registering",
    "muting",
    "naming",
    "own_answers",
    "own_care",
    "own_data",
    "papers",
    "privacy_page",
    "programme",
    "registering",
    "registrations",
    "sitemap",
    "ticket",
    "waiting",
]
