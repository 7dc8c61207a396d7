"""The API: JSON under `/api/v1/`, for phones and scripts."""

from eventsys.web.api import (
    attendance,
    devices,
    events,
    gate,
    inside,
    openapi,
    questions,
    registrations,
    roster,
)
from eventsys.web.api.blueprint import blueprint

__all__ = [
    "attendance",
    "blueprint",
    "devices",
    "events",
    "gate",
    "inside",
    "openapi",
    "questions",
    "registrations",
    "roster",
]
