"""Whom to ask about an event, and how accessible its place is."""

from typing import Annotated

from msgspec import Meta

from eventsys.web.api.shapes.common import Input, Shape

Line = Annotated[str, Meta(max_length=80)]


class AccessShown(Shape):
    """How accessible a place is; null where that is not known."""

    step_free: bool | None
    toilet: bool | None
    hearing_loop: bool | None
    parking: bool | None


class ContactShown(Shape):
    """Somebody of the team; empty where it is not given."""

    name: str
    phone: str
    email: str


class ContactWritten(Input):
    """Somebody of the team whom people may ask."""

    name: Line = ""
    phone: Line = ""
    email: Annotated[str, Meta(max_length=254)] = ""
