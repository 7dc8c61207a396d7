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
from eventsys.core.codes import digest_of
from eventsys.core.errors import Busy
from eventsys.core.revision import read_revision
from eventsys.web.common.log import requests_log

STAYS = "eventsys.stays"
MOST_KEPT = 4096
ABOUT_THE_BODY = {"content-type", "content-length", "content-encoding", "content-disposition"}
READING = {"GET", "HEAD"}
TELLING = ("200", "304")

ExcInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]
Headers = list[tuple[str, str]]
Asked = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Stay:
    """How long an answer is good: for as long as somebody, asked anew each time, says so."""

    is_good: Callable[[], bool]
    route: str


def stays_good(revision: int, *, now: float, seconds: int) -> None:
    """Say that the answer to this request is good at this public revision, in this span of time."""
    span = int(now) // seconds

    def is_good() -> bool:
        in_time = span == int(clock.now().timestamp()) // seconds
        return in_time and revision == read_revision()

    stays_while(is_good)


def stays_while(is_good: Callable[[], bool]) -> None:
    """Say what to ask before the same requester is told that this answer is still good.

    It is asked without a request around it, and should cost one query.
    """
    rule = request.url_rule.rule if request.url_rule else ""
    request.environ[STAYS] = Stay(is_good, rule)


def asked(environ: WSGIEnvironment, etag: str) -> Asked:
    """Tell who asks for what, knowing which answer; a token is kept as its hash alone."""
    token = environ.get("HTTP_AUTHORIZATION", "")
    who = token and digest_of(token)
    return who, environ["PATH_INFO"], environ.get("QUERY_STRING", ""), etag


class Unchanged:
    """Stands before the application and answers 304 by itself where that is certain.

    It knows what it saw the application answer: whom, address, ETag and how long that stays good.
    All else, such as several ETags in one request, is left to the application.
    """

    def __init__(self, inner: WSGIApplication, app: Flask) -> None:
        self.inner = inner
        self.app = app
        self.seen: OrderedDict[Asked, tuple[Stay, Headers]] = OrderedDict()
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
                self.keep(environ, headers, is_304=status.startswith("304"))
            return start_response(status, headers, exc_info)

        return self.inner(environ, watch)

    def still_good(self, environ: WSGIEnvironment, known: str) -> Headers | None:
        """Give a 304's headers where what is known is still good; None where that is unsure."""
        began = time.perf_counter()
        seen = self.seen.get(asked(environ, known))
        if seen is None:
            return None
        stay, headers = seen
        if not self.is_good(stay):
            return None
        if requests_log.isEnabledFor(logging.INFO):
            spent = round((time.perf_counter() - began) * 1000, 1)
            facts = {"method": "GET", "route": stay.route, "status": 304, "ms": spent}
            requests_log.info("request", extra={"facts": facts})
        return list(headers)

    def is_good(self, stay: Stay) -> bool:
        """Ask whether an answer is still good; a database that is busy is the application's."""
        try:
            with self.app.app_context():
                return stay.is_good()
        except Busy:
            return False

    def keep(self, environ: WSGIEnvironment, headers: Headers, *, is_304: bool) -> None:
        """Remember what the application answered, the oldest goes first.

        A 304 is remembered by the ETag that the requester has: that of a compressed answer differs.
        """
        if is_304:
            etag = environ.get("HTTP_IF_NONE_MATCH")  # none where it was asked by its date
        else:
            etag = next((value for name, value in headers if name.lower() == "etag"), None)
        if etag is None:
            return
        told = [(name, value) for name, value in headers if name.lower() not in ABOUT_THE_BODY]
        with self.lock:
            self.seen[asked(environ, etag)] = (environ[STAYS], told)
            while len(self.seen) > MOST_KEPT:
                self.seen.popitem(last=False)
