"""What cannot be an address of ours, whatever the page."""

from flask import Flask, abort, request

NUL = "\0"
ESCAPED_NUL = b"%00"


def init(app: Flask) -> None:
    """Refuse such addresses before a view or the database sees them."""
    app.before_request(refuse_nul)


def refuse_nul() -> None:
    """Find nothing at a path with a NUL, and read no parameter with one: PostgreSQL takes none."""
    if NUL in request.path:
        abort(404)
    if ESCAPED_NUL in request.query_string:
        abort(400)
