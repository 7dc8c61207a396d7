"""Citizens' pages."""

from eventsys.web.public import (
    about,
    calendar,
    muting,
    own_answers,
    own_care,
    privacy_page,
    programme,
    registering,
    registrations,
    ticket,
)
from eventsys.web.public.blueprint import blueprint

__all__ = [
    "about",
    "blueprint",
    "calendar",
    "muting",
    "own_answers",
    "own_care",
    "privacy_page",
    "programme",
    "registering",
    "registrations",
    "ticket",
]
