"""Answers to calendars: known ones with one query and no body, others compressed and kept."""

import gzip
from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Response, current_app, request

from eventsys.core import clock
from eventsys.core.localtime import local_day
from eventsys.core.revision import PublicState, read_revision, read_state
from eventsys.web.common.caching import Shelf, etag_of, is_known
from eventsys.web.common.unchanged import stays_while
from eventsys.web.feeds.entries import midnight

GOOD_FOR_SECONDS = 900
CALENDAR = "text/calendar; charset=utf-8"
LEVEL = 6
KEPT = 64
SETTLED = timedelta(minutes=1)


def answered(
    render: Callable[[], bytes],
    *key: object,
    at: datetime,
    kind: str = CALENDAR,
    disposition: str = "inline",
) -> Response:
    """Answer 304 where nothing public changed since the local day began, else with the calendar.

    What was made is kept compressed: most calendars ask for it so, and it takes little room.
    """
    state, day = read_state(), local_day(at)
    etag = etag_of(state.number, *key, day)
    changed_at = last_change(state, at)
    stays_while(lambda: day == local_day(clock.now()) and state.number == read_revision())
    if is_known(etag) or is_as_old_as_known(changed_at):
        response = Response(status=304)
    else:
        packed = shelf().take_or_make(etag, lambda: gzip.compress(render(), LEVEL, mtime=0))
        response = fitting(packed)
    response.set_etag(f"{etag}:gzip" if wants_gzip() else etag)
    if changed_at is not None:
        response.last_modified = changed_at
    response.vary.add("Accept-Encoding")
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = disposition
    response.headers["Cache-Control"] = f"public, max-age={GOOD_FOR_SECONDS}"
    return response


def fitting(packed: bytes) -> Response:
    """Give what is kept as it is, or unpacked for those who cannot."""
    if not wants_gzip():
        return Response(gzip.decompress(packed))
    return Response(packed, headers={"Content-Encoding": "gzip"})


def wants_gzip() -> bool:
    """Tell whether whoever asks takes compressed answers."""
    return bool(request.accept_encodings["gzip"])


def last_change(state: PublicState, at: datetime) -> datetime | None:
    """Tell since when a feed shows what it shows; None where that is too fresh to be told.

    It is told in whole seconds, and several may change something at once: only when a minute has
    passed is it sure that nothing else changed in the same one.
    """
    if state.raised_at is None:
        return None
    changed_at = max(state.raised_at, midnight(at)).replace(microsecond=0)
    return changed_at if changed_at + SETTLED <= at else None


def is_as_old_as_known(changed_at: datetime | None) -> bool:
    """Tell whether somebody who knows no ETag has what was changed last."""
    known = request.if_modified_since
    if "If-None-Match" in request.headers or known is None or changed_at is None:
        return False
    return known >= changed_at


def shelf() -> Shelf:
    """Give the application's shelf of calendars."""
    kept: Shelf = current_app.extensions.setdefault("feeds", Shelf(KEPT))
    return kept
