"""Whoever asks for what their roles do not allow is written down, and seldom.

A request that only reads writes nothing: what it noted is written behind it, together with others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock, Timer

from flask import Flask, current_app, request
from limits import parse

from eventsys.core import clock
from eventsys.core.db import Session, write
from eventsys.core.errors import Busy
from eventsys.people.signing.operations import refuse_access
from eventsys.web.common.limits import limiter

DENIALS = "eventsys.denials"
LATER_IN_SECONDS = 2.0
ONE_ROUTE = parse("1/hour")
ALL_ROUTES = parse("30/hour")


@dataclass(frozen=True, slots=True)
class Denial:
    """Somebody was refused something."""

    account_id: int
    wanted: Mapping[str, str]
    at: datetime


class Denials:
    """What is not written down yet, of one application."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.lock = Lock()
        self.unwritten: list[Denial] = []

    def note(self, denial: Denial) -> bool:
        """Remember one; tell whether it is the first to wait."""
        with self.lock:
            self.unwritten.append(denial)
            return len(self.unwritten) == 1

    def flush(self) -> None:
        """Write down what waits; where there is no turn to write, it waits for the next time."""
        with self.lock:
            denials, self.unwritten = self.unwritten, []

        def write_all(session: Session) -> None:
            for each in denials:
                refuse_access(session, each.account_id, each.wanted, at=each.at)

        try:
            with self.app.app_context():
                write(write_all)
        except Busy:
            with self.lock:
                self.unwritten[:0] = denials


def init(app: Flask) -> None:
    """Begin to remember."""
    app.extensions[DENIALS] = Denials(app)


def note_denial(account_id: int) -> None:
    """Note who was refused what: once an hour for a route, and so many rows an hour at most.

    Which event it was about is told; nothing else of the address is.
    """
    route, who = request.endpoint or "", str(account_id)
    hit = limiter.limiter.hit
    if not hit(ONE_ROUTE, "denials", who, route) or not hit(ALL_ROUTES, "denials", who):
        return
    wanted = {"route": route, "event": str((request.view_args or {}).get("slug", ""))}
    denials: Denials = current_app.extensions[DENIALS]
    if denials.note(Denial(account_id, wanted, clock.now())) and not current_app.config["TESTING"]:
        timer = Timer(LATER_IN_SECONDS, denials.flush)
        timer.daemon = True
        timer.start()
