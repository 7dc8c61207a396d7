"""What a request brings is read before anything is asked of the database."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, request

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
AnyView = TypeVar("AnyView", bound=Callable[..., Any])


def init(app: Flask) -> None:
    """Read bodies first: a slow sender holds a thread, and no connection to the database."""
    app.before_request(read_whole_body)


def takes_files(largest: int) -> Callable[[AnyView], AnyView]:
    """Let a route take bodies of so many bytes; stands below the guard, which keeps the mark."""

    def marked(view: AnyView) -> AnyView:
        vars(view)["largest_body"] = largest
        return view

    return marked


def read_whole_body() -> None:
    """Take the body in; refuse one that is too large though nobody said how long it would be."""
    if request.content_length is None and "Transfer-Encoding" not in request.headers:
        return
    largest = largest_body()
    request.max_content_length = largest
    body = request.get_data(parse_form_data=request.mimetype in FORMS)
    # Werkzeug cuts a body of unknown length off where it becomes too large.
    if request.content_length is None and len(body) >= largest:
        abort(413)


def largest_body() -> int:
    """Tell how many bytes the route takes that is asked."""
    usual: int = current_app.config["MAX_CONTENT_LENGTH"]
    view = current_app.view_functions.get(request.endpoint or "")
    return int(vars(view).get("largest_body", usual)) if view else usual
