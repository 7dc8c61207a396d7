"""What cannot be a request to us, whatever the page."""

from flask import Flask, abort, request

NUL = "\0"
ESCAPED_NUL = b"%00"
LONGEST_HEADER = 8192
LONGEST_COOKIE = 4096
MOST_COOKIES = 100


def init(app: Flask) -> None:
    """Refuse such requests before a view or the database sees them."""
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
