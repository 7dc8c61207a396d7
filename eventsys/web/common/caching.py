"""Answers that stay good as long as nothing public changes: one query tells."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from flask import Response, current_app, make_response, request
from flask.typing import ResponseReturnValue

from eventsys.core.db import db
from eventsys.core.revision import current_revision

GOOD_FOR_SECONDS = 60


def cached_by_revision(
    render: Callable[[], ResponseReturnValue], *key: object, at: datetime
) -> Response:
    """Answer 304 where nothing public changed since, else render with an ETag.

    What depends on the time of day, such as whether registration is open, is anew each minute.
    """
    revision = current_revision(db.session())
    etag = etag_of(revision, int(at.timestamp()) // GOOD_FOR_SECONDS, *key)
    response = Response(status=304) if is_known(etag) else make_response(render())
    response.set_etag(etag)
    response.headers["Cache-Control"] = "no-cache"
    return response


def etag_of(*parts: object) -> str:
    """Make an ETag from all that an answer hangs on, the version of the program too."""
    text = "|".join(map(str, (current_app.config["VERSION"], *parts)))
    return sha256(text.encode()).hexdigest()[:32]


def is_known(etag: str) -> bool:
    """Tell whether the browser has this answer, compressed or not."""
    known = request.if_none_match
    return any(known.contains_weak(each) for each in (etag, f"{etag}:gzip"))
