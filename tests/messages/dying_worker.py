"""A worker in a process of its own, for tests that kill it; reads its orders as JSON."""

import json
import ssl
import sys
from datetime import datetime
from pathlib import Path

from eventsys import create_app
from eventsys.core.failpoint import Failpoint
from eventsys.messages.post import SmtpPost
from eventsys.messages.rounds import Rounds
from eventsys.messages.texts.post import FileTexts
from eventsys.messages.worker import Worker
from eventsys.web.common.letters import scribe_of
from tests.settings import BASE_URL, make_settings


def main(orders):
    settings = make_settings(Path(orders["instance"]), orders["database_url"])
    app = create_app(settings)
    trust = ssl.create_default_context(cafile=orders["certificate"])
    worker = Worker(
        scribe=scribe_of(settings),
        post=SmtpPost(orders["smtp_url"], trust),
        texts=FileTexts(settings.instance / "outbox"),
        rounds=Rounds(BASE_URL),
        failpoint=Failpoint(orders["failpoint"]),
    )
    with app.app_context():
        while worker.work(datetime.fromisoformat(orders["at"])):
            pass


if __name__ == "__main__":
    main(json.load(sys.stdin))
