"""Tells a browser that nothing changed, before the application is asked: one query, no page."""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from types import TracebackType
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, request

from eventsys.core import clock
from eventsys.core.db import db
from eventsys.core.revision import READ
from eventsys.web.common.log import requests_log

STAYS = "eventsys.stays"
MOST_KEPT = 4096
ABOUT_THE_BODY = {"content-type", "content-length", "content-encoding", "content-disposition"}
READING = {"GET", "HEAD"}
TELLING = ("200", "304")

ExcInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]
Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Stay:
    """How long an answer is good: while the public revision stands, in this span of time."""

    revision: int
    span: int
    seconds: int
    route: str

    def holds(self, revision: int, now: float) -> bool:
        """Tell whether the answer is still good."""
        return self.revision == revision and self.span == int(now) // self.seconds


def stays_good(revision: int, *, now: float, seconds: int) -> None:
    """Say of the answer to this request how long it is good."""
    rule = request.url_rule.rule if request.url_rule else ""
    request.environ[STAYS] = Stay(revision, int(now) // seconds, seconds, rule)


class Unchanged:
    """Stands before the application and answers 304 by itself where that is certain.

    It knows what it saw the application answer: address, ETag and how long that stays good. All
    else, such as several ETags in one request, is left to the application.
    """

    def __init__(self, inner: WSGIApplication, app: Flask) -> None:
        self.inner = inner
        self.app = app
        self.seen: OrderedDict[tuple[str, str, str], tuple[Stay, Headers]] = OrderedDict()
        self.lock = Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer by itself, or ask the application and look at what it says."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is not None and environ["REQUEST_METHOD"] in READING:
            headers = self.still_good(environ, known)
            if headers is not None:
                start_response("304 NOT MODIFIED", headers)
                return []

        def watch(
            status: str, headers: Headers, exc_info: ExcInfo | None = None, /
        ) -> Callable[[bytes], object]:
            if STAYS in environ and status.startswith(TELLING):
                self.keep(environ, headers)
            return start_response(status, headers, exc_info)

        return self.inner(environ, watch)

    def still_good(self, environ: WSGIEnvironment, known: str) -> Headers | None:
        """Give a 304's headers where what is known is still good; None where that is unsure."""
        began = time.perf_counter()
        seen = self.seen.get((environ["PATH_INFO"], environ.get("QUERY_STRING", ""), known))
        if seen is None:
            return None
        stay, headers = seen
        if not stay.holds(self.revision(), clock.now().timestamp()):
            return None
        if requests_log.isEnabledFor(logging.INFO):
            spent = round((time.perf_counter() - began) * 1000, 1)
            facts = {"method": "GET", "route": stay.route, "status": 304, "ms": spent}
            requests_log.info("request", extra={"facts": facts})
        return list(headers)

    def revision(self) -> int:
        """Read the public revision; one query, without a request around it."""
        with self.app.app_context(), db.engine.connect() as connection:
            return connection.execute(READ).scalar_one()

    def keep(self, environ: WSGIEnvironment, headers: Headers) -> None:
        """Remember what the application answered, the oldest goes first."""
        etag = next((value for name, value in headers if name.lower() == "etag"), None)
        if etag is None:
            return
        told = [(name, value) for name, value in headers if name.lower() not in ABOUT_THE_BODY]
        with self.lock:
            self.seen[environ["PATH_INFO"], environ.get("QUERY_STRING", ""), etag] = (
                environ[STAYS],
                told,
            )
            while len(self.seen) > MOST_KEPT:
                self.seen.popitem(last=False)
