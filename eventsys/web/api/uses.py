"""When tokens were last used: kept in memory, and written down a moment later.

A request that only reads writes nothing; what it noted is written behind it, seldom and together.
"""

from datetime import datetime, timedelta
from threading import Lock, Timer

from flask import Flask, current_app

from eventsys.core.db import write
from eventsys.core.errors import Busy
from eventsys.people.tokens.operations import note_uses

LATER_IN_SECONDS = 30.0
FINE_ENOUGH = timedelta(minutes=10)


class TokenUses:
    """The uses that are not written down yet, of one application."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.lock = Lock()
        self.known: dict[int, datetime] = {}
        self.unwritten: dict[int, datetime] = {}

    def note(self, token_id: int, at: datetime) -> bool:
        """Remember a use, unless another was a moment ago; tell whether it is the first to wait."""
        with self.lock:
            known = self.known.get(token_id)
            if known is not None and at - known < FINE_ENOUGH:
                return False
            is_first = not self.unwritten
            self.known[token_id] = self.unwritten[token_id] = at
            return is_first

    def flush(self) -> None:
        """Write down what waits; where there is no turn to write, it is noted the next time."""
        with self.lock:
            uses, self.unwritten = self.unwritten, {}
        try:
            with self.app.app_context():
                write(lambda session: note_uses(session, uses))
        except Busy:
            with self.lock:
                for token_id in uses:
                    self.known.pop(token_id, None)


def init(app: Flask) -> None:
    """Begin to remember."""
    app.extensions["token_uses"] = TokenUses(app)


def note_use(token_id: int, at: datetime) -> None:
    """Remember that a token was used, and have it written down later."""
    uses: TokenUses = current_app.extensions["token_uses"]
    if uses.note(token_id, at) and not current_app.config["TESTING"]:
        timer = Timer(LATER_IN_SECONDS, uses.flush)
        timer.daemon = True
        timer.start()
