"""A worker in a process of its own, for tests that kill it; reads its orders as JSON."""

import json
import ssl
import sys
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from eventsys import create_app
from eventsys.core.failpoint import Failpoint
from eventsys.messages.broadcasts import operations as broadcasts
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
    failpoint = Failpoint(orders["failpoint"])
    worker = Worker(
        scribe=scribe_of(settings),
        post=SmtpPost(orders["smtp_url"], trust),
        texts=FileTexts(settings.instance / "outbox"),
        rounds=Rounds(BASE_URL, failpoint=failpoint),
        failpoint=failpoint,
    )
    with app.app_context(), patch.object(broadcasts, "MANY", orders.get("slice", broadcasts.MANY)):
        while worker.work(datetime.fromisoformat(orders["at"])):
            pass


if __name__ == "__main__":
    main(json.load(sys.stdin))
