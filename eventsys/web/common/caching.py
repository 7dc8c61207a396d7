"""Answers that stay good as long as nothing public changes: one query tells."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from threading import Lock
from typing import TypeVar, cast

from flask import Response, current_app, make_response, request
from flask.typing import ResponseReturnValue

from eventsys.core.revision import read_revision
from eventsys.web.common.unchanged import stays_good

GOOD_FOR_SECONDS = 60
SHELF_SIZE = 256

Made = TypeVar("Made")


class Shelf:
    """Keeps what was made of public data, by the ETag that stands for it; the oldest goes first."""

    def __init__(self, size: int = SHELF_SIZE) -> None:
        self.size = size
        self.kept: OrderedDict[str, object] = OrderedDict()
        self.lock = Lock()

    def take_or_make(self, name: str, make: Callable[[], Made]) -> Made:
        """Give what is kept under a name, else make it; two at once may both make it."""
        with self.lock:
            found = self.kept.get(name)
        if found is not None:
            return cast("Made", found)
        made = make()
        with self.lock:
            self.kept[name] = made
            while len(self.kept) > self.size:
                self.kept.popitem(last=False)
        return made


def cached_by_revision(
    make: Callable[[], Made],
    show: Callable[[Made], ResponseReturnValue],
    *key: object,
    at: datetime,
) -> Response:
    """Answer 304 where nothing public changed since, else render, with an ETag.

    What the page shows is made once for each change; the page itself is rendered each time. What
    depends on the time of day, such as whether registration is open, is anew each minute.
    """

    def render(revision: int) -> ResponseReturnValue:
        return show(kept_at(revision, make, minute_of(at), *key))

    return answered_by_revision(render, *key, at=at)


def answered_by_revision(
    render: Callable[[int], ResponseReturnValue], *key: object, at: datetime
) -> Response:
    """Answer 304 where nothing public changed since, else render, with an ETag.

    For answers that are too many to be kept, such as to a search; `render` is given the revision.
    """
    revision = read_revision()
    etag = etag_of(revision, minute_of(at), *key)
    response = Response(status=304) if is_known(etag) else make_response(render(revision))
    stays_good(revision, now=at.timestamp(), seconds=GOOD_FOR_SECONDS)
    response.set_etag(etag)
    response.headers["Cache-Control"] = "no-cache"
    return response


def minute_of(at: datetime) -> int:
    """Tell in which span of time, counted from 1970, an answer stays good."""
    return int(at.timestamp()) // GOOD_FOR_SECONDS


def kept_by_revision(make: Callable[[], Made], *key: object) -> Made:
    """Give what is made of public data alone, made once for each change; one query tells."""
    return kept_at(read_revision(), make, *key)


def kept_at(revision: int, make: Callable[[], Made], *key: object) -> Made:
    """Give what is made of public data alone at a revision that is known."""
    return shelf().take_or_make(etag_of(revision, *key), make)


def shelf() -> Shelf:
    """Give the application's shelf."""
    kept: Shelf = current_app.extensions.setdefault("shelf", Shelf())
    return kept


def etag_of(*parts: object) -> str:
    """Make an ETag from all that an answer hangs on, the version of the program too."""
    text = "|".join(map(str, (current_app.config["VERSION"], *parts)))
    return sha256(text.encode()).hexdigest()[:32]


def is_known(etag: str) -> bool:
    """Tell whether the browser has this answer, compressed or not."""
    known = request.if_none_match
    return any(known.contains_weak(each) for each in (etag, f"{etag}:gzip"))
