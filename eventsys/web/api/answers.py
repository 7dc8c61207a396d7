"""Answers of the API, made of shapes."""

import base64
import binascii

import msgspec
from flask import Response, request

from eventsys.web.api.refusals import Refusal
from eventsys.web.api.shapes.common import Shape
from eventsys.web.common.words import _

JSON = "application/json"
encoder = msgspec.json.Encoder()


def give(shape: Shape, status: int = 200) -> Response:
    """Answer with a shape."""
    return Response(encoder.encode(shape), status, mimetype=JSON)


def cursor_of(position: str) -> str:
    """Write a position in a list as a cursor."""
    return base64.urlsafe_b64encode(position.encode()).rstrip(b"=").decode()


def read_after() -> str | None:
    """Read the position behind which a page begins; None for the first page."""
    cursor = request.args.get("after")
    if cursor is None:
        return None
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, UnicodeError, ValueError) as error:
        raise wrong_cursor() from error


def wrong_cursor() -> Refusal:
    """Refuse a cursor that was not handed out."""
    return Refusal("E_QUERY", {"after": _("Take the cursor that the page before gave.")})
