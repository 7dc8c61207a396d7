"""What phones load of 10,000 tickets, and how cheaply they learn that nothing changed."""

import gzip
import json
from collections.abc import Iterator, Mapping
from statistics import median
from time import perf_counter

from flask.testing import FlaskClient
from sqlalchemy import update

from eventsys.checkin.roster.standing import SETTLING
from eventsys.core import clock
from eventsys.core.db import transaction
from eventsys.registration.models import Ticket
from tests.benchmarks.figures import Figure, at_least, at_most, exactly, noted
from tests.benchmarks.load import Load, get
from tests.benchmarks.stage import Stage, inside
from tests.benchmarks.world import open_gate
from tests.browser.server import serving
from tests.watch import watch_statements

TICKETS = 10_000
PATH = "/api/v1/roster"
KILO = 1000
UNCHANGED = 304


def measure(stage: Stage) -> Iterator[Figure]:
    """Measure the whole roster page by page, then the answer that it is the same."""
    settings = stage.install(stage.sqlite)
    gate = open_gate(settings, TICKETS)
    phone = {"Authorization": f"Bearer {gate.phones[0]}", "Accept-Encoding": "gzip"}
    with inside(settings) as app:
        with transaction() as session:
            session.execute(update(Ticket).values(changed_at=clock.now() - 4 * SETTLING))
        client = app.test_client()
        etag, sizes, times = load_all(client, settings.base_url, phone)
        yield at_most("10,000 tickets over the wire", sum(sizes) / KILO, 250, " kB")
        yield noted("a page of 2,000 tickets", median(times) * KILO, " ms")
        with watch_statements() as statements:
            client.get(PATH, base_url=settings.base_url, headers=phone | {"If-None-Match": etag})
        yield exactly("unchanged: queries", len(statements), 1)
    asked = get(settings.base_url, PATH, **phone, If_None_Match=etag)
    load = Load(url=settings.base_url, requests=[asked], seconds=stage.effort.seconds)
    with serving(settings):
        found = stage.compare(lambda _round: load)
    yield at_least("304: share of the empty route", found.share, 20, " %")
    yield noted("304: answers per second", found.rate)
    others = sum(len(each.times) - each.statuses[UNCHANGED] for each in found.ours)
    yield exactly("304: other answers", others, 0)


def load_all(
    client: FlaskClient, base_url: str, phone: Mapping[str, str]
) -> tuple[str, list[int], list[float]]:
    """Load the roster as a phone does: the first page's ETag, the pages' bytes and seconds."""
    sizes, times, query, etag = [], [], dict[str, str](), ""
    while True:
        began = perf_counter()
        answer = client.get(PATH, base_url=base_url, headers=phone, query_string=query)
        times.append(perf_counter() - began)
        sizes.append(len(answer.data))
        etag = etag or answer.headers["ETag"]
        page = json.loads(gzip.decompress(answer.data))
        if not page["more"]:
            return etag, sizes, times
        query = {"after": page["cursor"]}
