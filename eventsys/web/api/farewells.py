"""How programs learn that something will go: headers on the answer, a year ahead."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from flask import Response, request
from werkzeug.http import http_date

from eventsys.web.api.description import Description, Farewell

POLICY = "/api/v1/openapi.json"


def with_farewells(response: Response, view: Callable[..., Any]) -> Response:
    """Name since when what was asked is deprecated (RFC 9745), and when it goes (RFC 8594).

    Of several the one that goes first counts.
    """
    farewell = min(farewells_of(view), key=lambda each: each.until, default=None)
    if farewell is not None:
        response.headers["Deprecation"] = f"@{int(midnight(farewell.since).timestamp())}"
        response.headers["Sunset"] = http_date(midnight(farewell.until))
        response.headers.add("Link", f'<{POLICY}>; rel="deprecation"; type="application/json"')
    return response


def farewells_of(view: Callable[..., Any]) -> Iterator[Farewell]:
    """List what will go of the route that was called, and of the parameters that came with it."""
    written: Description | None = vars(view).get("description")
    if written is None:
        return
    if written.farewell is not None:
        yield written.farewell
    for parameter in written.parameters:
        given = request.args if parameter.place == "query" else request.headers
        if parameter.farewell is not None and parameter.name in given:
            yield parameter.farewell


def midnight(day: date) -> datetime:
    """Give the moment at which a day begins."""
    return datetime.combine(day, time(), UTC)
