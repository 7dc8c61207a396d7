"""What a request brings is read before anything is asked of the database."""

from flask import Flask, abort, current_app, request

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}


def init(app: Flask) -> None:
    """Read bodies first: a slow sender holds a thread, and no connection to the database."""
    app.before_request(read_whole_body)


def read_whole_body() -> None:
    """Take the body in; refuse one that is too large though nobody said how long it would be."""
    if request.content_length is None and "Transfer-Encoding" not in request.headers:
        return
    body = request.get_data(parse_form_data=request.mimetype in FORMS)
    # Werkzeug cuts a body of unknown length off where it becomes too large.
    if request.content_length is None and len(body) >= current_app.config["MAX_CONTENT_LENGTH"]:
        abort(413)
