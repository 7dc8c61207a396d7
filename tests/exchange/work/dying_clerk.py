"""A clerk in a process of its own, for tests that kill it; reads its orders as JSON."""

import json
import sys
from datetime import datetime
from pathlib import Path

from eventsys import create_app
from eventsys.core.failpoint import Failpoint
from eventsys.exchange.work.clerk import Clerk
from eventsys.web.organiser.work.printing import word_papers
from tests.settings import make_settings

PIECE_BYTES = 20_000


def main(orders):
    app = create_app(make_settings(Path(orders["instance"]), orders["database_url"]))
    failpoint = Failpoint(orders["failpoint"])
    clerk = Clerk(word_papers, piece_bytes=PIECE_BYTES, failpoint=failpoint)
    with app.app_context():
        while clerk.work(datetime.fromisoformat(orders["at"])):
            pass


if __name__ == "__main__":
    main(json.load(sys.stdin))
