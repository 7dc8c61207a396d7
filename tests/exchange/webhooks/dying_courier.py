"""A courier in a process of its own, for tests that kill it; reads its orders as JSON."""

import json
import sys
from datetime import datetime
from pathlib import Path

from eventsys import create_app
from eventsys.core.failpoint import Failpoint
from eventsys.exchange.webhooks.courier.courier import Courier
from tests.exchange.webhooks.server import Partner
from tests.settings import make_settings


def main(orders):
    app = create_app(make_settings(Path(orders["instance"]), orders["database_url"]))
    partner = Partner(port=orders["port"], certificate=orders["certificate"])
    courier = Courier(sender=partner.sender(), failpoint=Failpoint(orders["failpoint"]))
    with app.app_context():
        while courier.work(datetime.fromisoformat(orders["at"])):
            pass


if __name__ == "__main__":
    main(json.load(sys.stdin))
