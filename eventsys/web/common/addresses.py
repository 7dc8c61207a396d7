"""What cannot be a request to us, whatever the page."""

from flask import Flask, abort, request
from typing_extensions import override
from werkzeug.routing import IntegerConverter, ValidationError

NUL = "\0"
ESCAPED_NUL = b"%00"
LONGEST_HEADER = 8192
LONGEST_COOKIE = 4096
MOST_COOKIES = 100
LARGEST_NUMBER = 2**31 - 1


class Number(IntegerConverter):
    """A number in an address: one that the database can hold, whatever the route says."""

    @override
    def to_python(self, value: str) -> int:
        """Read the number; there is nothing behind a larger one."""
        number: int = super().to_python(value)
        if number > LARGEST_NUMBER:
            raise ValidationError
        return number


def init(app: Flask) -> None:
    """Refuse such requests before a view or the database sees them."""
    app.url_map.converters["int"] = Number
    app.before_request(refuse_nul)
    app.before_request(refuse_long_headers)


def refuse_nul() -> None:
    """Find nothing at a path with a NUL, and read no parameter with one: PostgreSQL takes none."""
    if NUL in request.path:
        abort(404)
    if ESCAPED_NUL in request.query_string:
        abort(400)


def refuse_long_headers() -> None:
    """Read no header and no cookies that no browser of good will sends."""
    given = (value for name, value in request.environ.items() if name.startswith("HTTP_"))
    cookies = request.environ.get("HTTP_COOKIE", "").split(";")
    if (
        any(len(value) > LONGEST_HEADER for value in given)
        or len(cookies) > MOST_COOKIES
        or any(len(cookie) > LONGEST_COOKIE for cookie in cookies)
    ):
        abort(431)
